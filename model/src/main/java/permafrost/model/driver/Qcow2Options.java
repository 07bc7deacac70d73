package permafrost.model.driver;

import java.util.Set;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.image.Qcow2Header;
import permafrost.model.options.QDict;

/**
 * The runtime options of a qcow2 node, at open and at reopen. Source: {@code
 * qcow2_update_options_prepare}, {@code read_cache_sizes}.
 */
public final class Qcow2Options {

  private static final Set<String> SIZES =
      Set.of("cache-size", "l2-cache-size", "l2-cache-entry-size", "refcount-cache-size");
  private static final Set<String> OTHERS =
      Set.of(
          "lazy-refcounts",
          "pass-discard-request",
          "pass-discard-snapshot",
          "pass-discard-other",
          "discard-no-unref",
          "overlap-check",
          "cache-clean-interval");
  private static final long DEFAULT_L2_CACHE = 32L << 20;
  private static final int SMALLEST_ENTRY = 512;
  private static final int SMALLEST_REFCOUNT_CACHE = 4;
  private static final long LARGEST_CACHE_TO_TRY = 1L << 30;

  private Qcow2Options() {}

  /**
   * Takes from {@code old} what {@code options} leave open: a new overlap check does away with all
   * that was said of it, and an old {@code cache-size} never stays. Source: {@code
   * qcow2_join_options}.
   */
  public static void join(QDict options, QDict old) {
    QDict kept = old.copy();
    if (options.has("overlap-check") || options.has("overlap-check.template")) {
      kept.remove("overlap-check");
      kept.extract("overlap-check.");
    }
    boolean total = options.has("cache-size");
    if (total) {
      kept.remove("l2-cache-size");
      kept.remove("refcount-cache-size");
    }
    options.join(kept);
    if (!total) {
      options.remove("cache-size");
    }
  }

  /** Whether a node may be reopened without this option, which then takes its default. */
  public static boolean resets(String key) {
    return SIZES.contains(key) || OTHERS.contains(key) || key.startsWith("overlap-check.");
  }

  /**
   * Takes the options out of {@code options} and checks them against the image.
   *
   * @param encryptionMethod the header's: 0 for none, 1 for AES, 2 for LUKS
   * @return what is said of the encryption
   * @throws permafrost.model.Refused the first refusal that QEMU comes to
   */
  public static Encryption absorb(
      QDict options, Qcow2Header header, long encryptionMethod, Rulebook rulebook) {
    QDict encrypt = options.extract("encrypt.");
    Encryption encryption =
        new Encryption(encrypt.text("format", ""), encrypt.text("key-secret", ""));
    QDict own = QDict.empty();
    for (String key : options.keys()) {
      if (resets(key)) {
        own.put(key, options.get(key));
        options.remove(key);
      }
    }
    SizeOptions.refuseNegative(own, SIZES, rulebook);
    checkCaches(own, header, rulebook);
    if (Long.compareUnsigned(own.number("cache-clean-interval", 0), 0xffff_ffffL) > 0) {
      rulebook.refuse(Qcow2Refusal.CLEAN_INTERVAL_TOO_BIG);
    }
    if (own.truth("lazy-refcounts") && header.version() < 3) {
      rulebook.refuse(Qcow2Refusal.LAZY_REFCOUNTS_TOO_OLD);
    }
    String overlap = own.text("overlap-check", "");
    String template = own.text("overlap-check.template", overlap);
    if (!overlap.isEmpty() && !template.equals(overlap)) {
      rulebook.refuse(Qcow2Refusal.OVERLAP_CHECK_CONFLICT, overlap, template);
    }
    if (own.truth("discard-no-unref") && header.version() < 3) {
      rulebook.refuse(Qcow2Refusal.DISCARD_NO_UNREF_TOO_OLD);
    }
    refuseEncryption(encryption.format, encryptionMethod, rulebook);
    return encryption;
  }

  /**
   * What the options say of an image's encryption.
   *
   * @param format or empty
   * @param secret the id of the key's object, or empty
   */
  public record Encryption(String format, String secret) {}

  private static void refuseEncryption(String format, long method, Rulebook rulebook) {
    if (method == 0) {
      if (!format.isEmpty()) {
        rulebook.refuse(Qcow2Refusal.NOT_ENCRYPTED, format);
      }
    } else if (method > 2) {
      rulebook.refuse(Qcow2ImageRefusal.ENCRYPTION_UNKNOWN, (int) method);
    } else {
      String ofHeader = method == 1 ? "aes" : "luks";
      if (!format.isEmpty() && !format.equals(ofHeader)) {
        rulebook.refuse(Qcow2ImageRefusal.ENCRYPTION_DIFFERS, ofHeader, format);
      }
    }
  }

  private static void checkCaches(QDict own, Qcow2Header header, Rulebook rulebook) {
    boolean combinedGiven = own.has("cache-size");
    boolean l2Given = own.has("l2-cache-size");
    boolean refcountGiven = own.has("refcount-cache-size");
    long combined = own.number("cache-size", 0);
    long l2Wanted = own.number("l2-cache-size", DEFAULT_L2_CACHE);
    long refcount = own.number("refcount-cache-size", 0);
    long most = wholeL2(header);
    long l2 = Math.min(most, l2Wanted);
    if (combinedGiven) {
      if (l2Given && refcountGiven) {
        rulebook.refuse(Qcow2Refusal.THREE_CACHE_SIZES);
      }
      if (l2Given && l2Wanted > combined) {
        rulebook.refuse(Qcow2Refusal.L2_CACHE_EXCEEDS_CACHE);
      }
      if (refcount > combined) {
        rulebook.refuse(Qcow2Refusal.REFCOUNT_CACHE_EXCEEDS_CACHE);
      }
      long smallest = (long) SMALLEST_REFCOUNT_CACHE * header.clusterSize();
      if (l2Given) {
        refcount = combined - l2;
      } else if (refcountGiven) {
        l2 = combined - refcount;
      } else if (combined >= most + smallest) {
        l2 = most;
        refcount = combined - l2;
      } else {
        refcount = Math.min(combined, smallest);
        l2 = combined - refcount;
      }
    }
    long entry = entrySize(own, header, l2 < most);
    if (entry < SMALLEST_ENTRY || entry > header.clusterSize() || Long.bitCount(entry) != 1) {
      rulebook.refuse(Qcow2Refusal.L2_ENTRY_SIZE, SMALLEST_ENTRY, header.clusterSize());
      entry = header.clusterSize();
    }
    refuseTooBig(l2 / entry, l2, Qcow2Refusal.L2_CACHE_TOO_BIG, rulebook);
    refuseTooBig(
        refcount / header.clusterSize(), refcount, Qcow2Refusal.REFCOUNT_CACHE_TOO_BIG, rulebook);
  }

  private static long entrySize(QDict own, Qcow2Header header, boolean coversLess) {
    int byDefault = coversLess ? Math.min(header.clusterSize(), 4096) : header.clusterSize();
    return own.number("l2-cache-entry-size", byDefault);
  }

  private static void refuseTooBig(
      long entries, long bytes, Qcow2Refusal refusal, Rulebook rulebook) {
    if (entries > Integer.MAX_VALUE) {
      rulebook.refuse(refusal);
    }
    if (bytes > LARGEST_CACHE_TO_TRY) {
      throw new OutsideModel("qcow2 cache of more than 1 GiB: depends on the host's memory");
    }
  }

  /** The bytes of L2 tables that cover the whole disk. */
  private static long wholeL2(Qcow2Header header) {
    long cluster = header.clusterSize();
    long entries = (header.virtualSize() + cluster - 1) / cluster;
    long bytes = entries * (header.extendedL2() ? 16 : 8);
    return (bytes + cluster - 1) / cluster * cluster;
  }
}
