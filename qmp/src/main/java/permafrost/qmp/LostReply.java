package permafrost.qmp;

/**
 * A reply to a command did not come, and later ones did: what {@link Launch.Monitor#DATAGRAMS}
 * carry can be too long for one of them, or be dropped, or QEMU greets twice. It says nothing about
 * the QEMU, of which nothing more can be learned: whoever wants to know starts one with {@link
 * Launch.Monitor#STREAM}.
 */
public final class LostReply extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LostReply(String why) {
    super(why);
  }

  static LostReply to(long number) {
    return new LostReply("no datagram brought the reply to command " + number);
  }

  static LostReply greetedAgain() {
    return new LostReply("a datagram brought a second greeting: replies are refusals from then on");
  }
}
