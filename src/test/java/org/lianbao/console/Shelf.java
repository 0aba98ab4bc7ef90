package org.lianbao.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.lianbao.attachments.AttachmentReader;
import org.lianbao.cases.CaseReader;
import org.lianbao.partners.Pace;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.partners.RetryPolicy;
import org.lianbao.partners.Silence;

/** Cases and partners kept in memory behind the two ports that the pages read. */
final class Shelf implements CaseReader, AttachmentReader, Partners {

  private final Map<String, CaseView> cases = new ConcurrentSkipListMap<>();
  private final Map<String, Partner> partners = new TreeMap<>();
  private final Map<String, List<AttachmentView>> files = new ConcurrentSkipListMap<>();
  private final Map<String, Long> stamps = new ConcurrentSkipListMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  final AtomicInteger wholeReads = new AtomicInteger();

  private final Map<String, List<RevisionView>> revisions = new ConcurrentSkipListMap<>();

  void putRevisions(String caseNo, RevisionView... views) {
    revisions.put(caseNo, List.of(views));
  }

  @Override
  public List<RevisionView> revisions(String caseNo) {
    return revisions.getOrDefault(caseNo, List.of());
  }

  void put(CaseView view) {
    cases.put(view.caseNo(), view);
  }

  /** From now on this case cannot be read, as when the database is away. */
  void breakFor(String caseNo) {
    broken.add(caseNo);
  }

  /** What became of the files of a case; the stamp counts the changes. */
  void putFiles(String caseNo, AttachmentView... views) {
    files.put(caseNo, List.of(views));
    stamps.merge(caseNo, 1L, Long::sum);
  }

  @Override
  public List<AttachmentView> files(String caseNo) {
    return files.getOrDefault(caseNo, List.of());
  }

  @Override
  public long stamp(String caseNo) {
    return stamps.getOrDefault(caseNo, 0L);
  }

  void clear() {
    files.clear();
    revisions.clear();
    stamps.clear();
    cases.clear();
    broken.clear();
    wholeReads.set(0);
  }

  void add(String slug, String zh, String en, String suffix, String role) {
    var retry =
        new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), Duration.ofDays(1), 0);
    partners.put(
        slug,
        new Partner(
            slug,
            zh,
            en,
            suffix,
            Set.of(role),
            Set.of("connect"),
            List.of(),
            retry,
            Pace.FREE,
            Silence.UNSAID,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Partner.Files.NONE,
            Optional.empty()));
  }

  @Override
  public Optional<CaseView> view(String caseNo) {
    wholeReads.incrementAndGet();
    if (broken.contains(caseNo)) {
      throw new IllegalStateException("the shelf fell over 张三");
    }
    return Optional.ofNullable(cases.get(caseNo));
  }

  @Override
  public List<EventView> events(String caseNo, long after, int limit) {
    var found = cases.get(caseNo);
    return found == null
        ? List.of()
        : found.events().stream().filter(e -> e.seq() > after).limit(limit).toList();
  }

  @Override
  public List<CaseSummary> search(Search search) {
    return cases.values().stream()
        .sorted(Comparator.comparing(CaseView::changedAt).reversed())
        .map(Shelf::summary)
        .filter(one -> search.status() == null || search.status().equals(one.status()))
        .filter(one -> search.service() == null || one.services().contains(search.service()))
        .filter(one -> search.late() == null || search.late() == "RED".equals(one.light()))
        .filter(one -> search.text() == null || one.toString().contains(search.text()))
        .skip(search.offset())
        .limit(search.limit())
        .toList();
  }

  @Override
  public List<Partner> all() {
    return List.copyOf(partners.values());
  }

  @Override
  public Optional<Partner> find(String slug) {
    return Optional.ofNullable(partners.get(slug));
  }

  @Override
  public Optional<Partner> taking(String role, String kind) {
    return playing(role).filter(partner -> partner.takes().contains(kind));
  }

  @Override
  public Optional<Partner> playing(String role) {
    return all().stream().filter(partner -> partner.roles().contains(role)).findFirst();
  }

  private static CaseSummary summary(CaseView view) {
    var services = new ArrayList<String>();
    view.application().path("services").forEach(service -> services.add(service.asText()));
    return new CaseSummary(
        view.caseNo(),
        view.upstreamApplyNo(),
        view.application().path("applicant").path("name").asText(),
        view.application().path("project").path("name").asText(),
        services,
        view.stage(),
        view.stage(),
        view.status(),
        view.clocks().stream().anyMatch(it -> it.light().equals("RED")) ? "RED" : null,
        view.openedAt(),
        view.changedAt());
  }
}
