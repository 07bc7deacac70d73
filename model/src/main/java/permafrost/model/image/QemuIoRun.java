package permafrost.model.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.pcollections.HashTreePMap;

/** What a run of {@code qemu-io} does to its image. */
final class QemuIoRun {

  private static final Set<String> ONLY_READING =
      Set.of(
          "read",
          "r",
          "readv",
          "rv",
          "aio_read",
          "aio_flush",
          "flush",
          "f",
          "quit",
          "q",
          "length",
          "l",
          "info",
          "i",
          "map",
          "alloc",
          "sleep",
          "help",
          "?",
          "sigraise");
  private static final Set<String> WRITING = Set.of("write", "w", "aio_write");

  private QemuIoRun() {}

  /**
   * The files afterwards.
   *
   * @param arguments those of the tool
   */
  static Files of(Files files, List<String> arguments) {
    ToolArguments parsed = ToolArguments.parse(arguments, "cdfitT");
    List<String> operands = parsed.operands();
    if (operands.size() != 1 || files.at(operands.get(0)).isEmpty()) {
      return files;
    }
    String path = operands.get(0);
    Image image = files.at(path).get();
    String format = parsed.last('f').orElse(image instanceof Image.Qcow2 ? "qcow2" : "raw");
    boolean understood =
        parsed.onlyHas("cdfitTrsnmkU") && (format.equals("raw") || format.equals("qcow2"));
    for (String command : parsed.all('c')) {
      image = understood ? after(image, format, command) : new Image.Opaque("written by qemu-io");
    }
    return files.with(path, image);
  }

  private static Image after(Image image, String format, String command) {
    List<String> words = List.of(command.strip().split("\\s+"));
    if (ONLY_READING.contains(words.get(0))) {
      return image;
    }
    if (!WRITING.contains(words.get(0))) {
      return new Image.Opaque("changed by qemu-io " + words.get(0));
    }
    return switch (image) {
      case Image.Folder folder -> folder;
      case Image.Barred barred -> barred;
      case Image.Opaque opaque -> opaque;
      case Image.Qcow2 qcow2 when format.equals("qcow2") ->
          new Image.Qcow2(qcow2.header(), Image.UNKNOWN_SIZE, written(qcow2, words));
      case Image.Qcow2 qcow2 -> rawWrite(qcow2, qcow2.size(), words);
      case Image.Altered altered when format.equals("raw") ->
          headerByte(altered, words).orElse(new Image.Opaque("written by qemu-io"));
      case Image.Altered altered -> new Image.Opaque("written by qemu-io");
      case Image.Text text -> new Image.Opaque("a text written by qemu-io");
      case Image.Raw raw when format.equals("raw") -> rawWrite(raw, raw.size(), words);
      case Image.Raw raw -> raw;
    };
  }

  /** Only a plain {@code write OFFSET LENGTH}, maybe with {@code -P BYTE}, is followed. */
  private static Clusters written(Image.Qcow2 image, List<String> words) {
    boolean filled = words.size() == 5 && words.get(1).equals("-P");
    boolean plain = filled || words.size() == 3;
    int at = words.size() - 2;
    OptionalLong offset = plain ? SizeText.bytes(words.get(at)) : OptionalLong.empty();
    OptionalLong length = plain ? SizeText.bytes(words.get(at + 1)) : OptionalLong.empty();
    boolean inside =
        offset.isPresent()
            && length.isPresent()
            && offset.getAsLong() <= image.header().virtualSize()
            && length.getAsLong() <= image.header().virtualSize() - offset.getAsLong();
    return inside
        ? image
            .clusters()
            .written(offset.getAsLong(), length.getAsLong(), image.header().clusterSize())
        : Clusters.UNKNOWN;
  }

  /** Writing does not lengthen a raw image, except to the end of its last sector. */
  private static Image rawWrite(Image image, long size, List<String> words) {
    ToolArguments parsed = ToolArguments.parse(words.subList(1, words.size()), "Ps");
    List<OptionalLong> numbers = new ArrayList<>();
    parsed.operands().forEach(operand -> numbers.add(SizeText.bytes(operand)));
    if (numbers.size() < 2) {
      return image;
    }
    if (size == Image.UNKNOWN_SIZE
        || parsed.has('s')
        || numbers.size() > 2
        || numbers.get(0).isEmpty()
        || numbers.get(1).isEmpty()) {
      return new Image.Opaque("written by qemu-io");
    }
    long offset = numbers.get(0).getAsLong();
    long end = offset + numbers.get(1).getAsLong();
    if (end > SizeText.wholeSectors(size)) {
      return image;
    }
    if (image instanceof Image.Raw || (offset == 0 && end >= Integer.BYTES)) {
      return new Image.Raw(Math.max(size, end));
    }
    return headerByte(image, words).orElse(new Image.Opaque("a header written by qemu-io"));
  }

  /** One byte of a header, {@code write -P VALUE OFFSET 1}; empty where the words say more. */
  private static Optional<Image> headerByte(Image image, List<String> words) {
    boolean plain = words.size() == 5 && words.get(1).equals("-P") && words.get(4).equals("1");
    OptionalLong value = plain ? SizeText.bytes(words.get(2)) : OptionalLong.empty();
    OptionalLong offset = plain ? SizeText.bytes(words.get(3)) : OptionalLong.empty();
    if (value.isEmpty() || offset.isEmpty() || value.getAsLong() > 0xff) {
      return Optional.empty();
    }
    return switch (image) {
      case Image.Qcow2 made -> with(new Image.Altered(made, HashTreePMap.empty()), offset, value);
      case Image.Altered altered -> with(altered, offset, value);
      case Image.Raw raw -> Optional.empty();
      case Image.Folder folder -> Optional.empty();
      case Image.Barred barred -> Optional.empty();
      case Image.Text text -> Optional.empty();
      case Image.Opaque opaque -> Optional.empty();
    };
  }

  private static Optional<Image> with(
      Image.Altered before, OptionalLong offset, OptionalLong value) {
    int at = (int) Math.min(offset.getAsLong(), Integer.MAX_VALUE);
    boolean inHeader = at < HeaderBytes.LENGTH_OF_VERSION_2 || before.made().header().version() > 2;
    return inHeader && before.made().size() != Image.UNKNOWN_SIZE && HeaderBytes.PLACES.contains(at)
        ? Optional.of(
            new Image.Altered(
                before.made(), before.overwriting().plus(at, (byte) value.getAsLong())))
        : Optional.empty();
  }
}
