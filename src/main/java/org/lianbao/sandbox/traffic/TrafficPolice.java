package org.lianbao.sandbox.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Progress;
import org.lianbao.sandbox.desk.Received;
import org.lianbao.sandbox.desk.Script;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.fault.FaultyDoor;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The traffic police's side of the ferry: it takes sealed files, and leaves its opinion as one. */
public final class TrafficPolice implements Simulator {

  /** What it cannot work without. */
  public static final Needs NEEDS = Needs.of("traffic-police", "outgoing", "incoming");

  private static final Logger LOG = LoggerFactory.getLogger(TrafficPolice.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd HHmmss").withZone(Clock.COUNTY);

  private final Path fromHub;
  private final Path toHub;
  private final Path done;
  private final Clock clock = Clock.system();
  private final Journal journal;
  private final OrderBook book;
  private final Pacer pacer;
  private final Progress progress;
  private final Received received = new Received();
  private Faults faults = Faults.none();
  private final List<Map<String, String>> rejects = new CopyOnWriteArrayList<>();

  public TrafficPolice(Path directory, Agreed agreed, Duration pace) throws IOException {
    this.fromHub = Files.createDirectories(agreed.file("outgoing"));
    this.toHub = Files.createDirectories(agreed.file("incoming"));
    this.done = Files.createDirectories(fromHub.resolve("done"));
    this.journal = Journal.open(directory, name());
    this.book = new OrderBook(journal, new Numbering("JT"), List.of("答复"), Script.USUAL);
    this.pacer = new Pacer(name(), pace, 1);
    this.progress = new Progress(name(), book, pacer, clock, this::answer);
  }

  @Override
  public String name() {
    return NEEDS.partner();
  }

  @Override
  public void start(WebDoor door) {
    door.open("/admin/" + name() + "/rejects", request -> Reply.json(200, rejects));
    progress.resume();
    scan();
  }

  @Override
  public List<OrderView> orders() {
    return book.view();
  }

  @Override
  public Optional<byte[]> received(String orderNo) {
    return received.of(orderNo);
  }

  /** Files have no calls that could fail one by one, and an application has one answer only. */
  @Override
  public Set<FaultKind> faults() {
    return EnumSet.complementOf(EnumSet.of(FaultKind.FLAKY, FaultKind.REORDER));
  }

  @Override
  public void suffer(Faults its) {
    faults = its;
    progress.suffer(
        its,
        (order, step) ->
            FerryFile.put(
                toHub.resolve("JTSG_HF_" + order.orderNo() + ".xml"), FaultyDoor.garbage()));
  }

  @Override
  public void close() throws IOException {
    pacer.close();
    journal.close();
  }

  private void scan() {
    try {
      if (!faults.has(FaultKind.DOWN)) {
        for (var xml : sealed()) {
          take(xml);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("{}: cannot read what the ferry brought, trying again", name(), e);
    }
    var half = Duration.ofMillis(500);
    pacer.after(pacer.pace().compareTo(half) < 0 ? pacer.pace() : half, this::scan);
  }

  private List<Path> sealed() throws IOException {
    try (var files = Files.list(fromHub)) {
      return files
          .filter(file -> file.getFileName().toString().matches("JTSG_(SQ|CW)_.*[.]xml"))
          .filter(file -> Files.exists(FerryFile.seal(file)))
          .sorted()
          .toList();
    }
  }

  private void take(Path xml) throws IOException {
    var name = xml.getFileName().toString();
    var beside = new ArrayList<String>();
    try {
      var root = FerryFile.read(xml);
      if (name.startsWith("JTSG_CW_")) {
        rejects.add(Map.of("file", root.getAttribute("WJ"), "reason", root.getAttribute("YY")));
        LOG.warn("{}: the hub could not use a file, see {}", name(), name);
      } else {
        var application = TrafficApplication.read(name, root);
        beside.addAll(application.files().keySet());
        missing(application);
        take(name, application, Files.readAllBytes(xml));
      }
    } catch (FerryFile.Unusable e) {
      LOG.warn("{}: refused {}", name(), name);
      complain(name, "1", e.getMessage());
    }
    putAway(xml);
    putAway(FerryFile.seal(xml));
    for (var file : beside) {
      putAway(fromHub.resolve(file));
      putAway(FerryFile.seal(fromHub.resolve(file)));
    }
  }

  /** The application came last, so what it names is there, or never comes. */
  private void missing(TrafficApplication application) throws IOException, FerryFile.Unusable {
    var place = 0;
    for (var file : application.files().entrySet()) {
      place++;
      if (!FerryFile.fits(fromHub.resolve(file.getKey()), file.getValue())) {
        throw new FerryFile.Unusable("附件缺失或与摘要不符:FJ[" + place + "]");
      }
    }
  }

  private void take(String name, TrafficApplication application, byte[] raw) throws IOException {
    received.keep(application.xh(), raw);
    var taken = book.take(application.xh(), application.digest(), clock.now());
    if (taken.first()) {
      progress.begin(taken.order());
    } else if (!taken.order().digest().equals(application.digest())) {
      // The first one stands; this is only said.
      complain(name, "2", "编号已收到且内容不一致,按先收到的办理");
    }
  }

  /** An error file; LX is 1 for a file that is refused and 2 for a remark. */
  private void complain(String name, String kind, String reason) throws IOException {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("WJ", name);
    attributes.put("LX", kind);
    attributes.put("YY", reason);
    attributes.put("SJ", time(clock.now()));
    FerryFile.put(toHub.resolve("JTSG_CW_" + name), FerryFile.of("JTSGCW", attributes));
  }

  private void answer(Order order, int step) throws IOException {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("XH", order.orderNo());
    var refused = faults.has(FaultKind.REFUSE);
    attributes.put("HFJG", refused ? "2" : "1");
    attributes.put("HFYJ", refused ? "不同意占道施工,请调整施工时段" : "同意占道施工,高峰时段派员疏导");
    attributes.put("HFSJ", time(order.steps().get(step)));
    attributes.put("HFDW", "濮阳县公安局交通管理大队");
    var file = toHub.resolve("JTSG_HF_" + order.orderNo() + ".xml");
    if (faults.has(FaultKind.HALF_FILE)) {
      FerryFile.putHalf(file, FerryFile.of("JTSG", attributes));
      throw new IOException("half of the file is there, the rest comes later");
    }
    FerryFile.put(file, FerryFile.of("JTSG", attributes));
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private void putAway(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.move(file, done.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
