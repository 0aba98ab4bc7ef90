package org.lianbao.sandbox.gas;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lianbao.sandbox.desk.Papers;
import org.lianbao.sandbox.desk.Papers.Paper;
import org.lianbao.sandbox.web.Download;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of an application, each fetched by its link when the message comes. */
final class GasPapers {

  private static final Logger LOG = LoggerFactory.getLogger(GasPapers.class);

  private final Download download = new Download();
  private final Papers papers = new Papers();

  /**
   * Fetches them all. What nobody answers for is left for a clerk to fetch later.
   *
   * @return whether every link led to a file
   */
  boolean fetch(GasApplication application) {
    var read = new ArrayList<Paper>();
    for (var file : application.files()) {
      try {
        var content = download.get(file.path("url").asText());
        if (content.isEmpty() || content.get().length == 0) {
          return false;
        }
        read.add(Paper.of(file.path("name").asText(), content.get()));
      } catch (IOException e) {
        LOG.warn("gas: a file of {} is fetched later", application.installNo());
      }
    }
    papers.keep(application.installNo(), read);
    return true;
  }

  Map<String, List<Paper>> view() {
    return papers.view();
  }
}
