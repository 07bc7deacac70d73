package permafrost.properties.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import permafrost.model.Refusal;
import permafrost.properties.campaign.Campaign;
import permafrost.properties.campaign.Finding;
import permafrost.properties.campaign.Tally;
import permafrost.properties.coverage.JobSummary;
import permafrost.properties.lockstep.TestedQemu;
import permafrost.properties.oracle.DivergenceText;

/**
 * What is told at the end of a campaign.
 *
 * @param qemu what was tested
 * @param seed of the campaign
 * @param refusals those that this QEMU has, those that nothing leads to included
 * @param outcome what came of it
 */
record CampaignReport(
    TestedQemu qemu, long seed, List<Refusal> refusals, Campaign.Outcome outcome) {

  /** For programs: one object. */
  String json() {
    Tally tally = outcome.tally();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("qemu", qemu.version().toString())
        .put("seed", seed)
        .put("cases", tally.cases())
        .put("steps", tally.steps())
        .put("seconds", rounded(outcome.seconds()))
        .put("interrupted", outcome.interrupted())
        .put("cases_over_stream", tally.overStream())
        .put("refusals_seen", tally.refusals().size())
        .put("refusals_known", reachable().size());
    ObjectNode unreachable = json.putObject("refusals_unreachable");
    refusals.forEach(
        entry -> entry.unreachable().ifPresent(why -> unreachable.put(entry.name(), why)));
    json.putObject("jobs")
        .put("started", tally.interaction().jobs())
        .put("commands", tally.interaction().commands())
        .put("succeeded", tally.interaction().succeeded())
        .put("reopens_beside_one", tally.interaction().reopensBeside(1))
        .put("reopens_beside_two", tally.interaction().reopensBeside(2))
        .put("pairs_seen", tally.coverage().seen())
        .put("pairs_possible", tally.coverage().possible());
    ObjectNode unmodelled = json.putObject("unmodelled");
    tally.unmodelled().forEach(unmodelled::put);
    ArrayNode known = json.putArray("known");
    tally
        .known()
        .forEach((signature, count) ->
            known.addObject().put("signature", signature).put("count", count));
    ArrayNode divergences = json.putArray("divergences");
    for (Finding finding : outcome.findings()) {
      divergences
          .addObject()
          .put("signature", finding.divergence().signature())
          .put("steps", finding.steps())
          .put("seconds", rounded(finding.seconds()))
          .put("scenario", finding.scenario().toString())
          .put("script", finding.script().toString());
    }
    return json.toString();
  }

  /**
   * For people.
   *
   * @param verbose whether to name the refusals that were not seen
   */
  String text(boolean verbose) {
    Tally tally = outcome.tally();
    StringBuilder text = new StringBuilder();
    row(text, "QEMU", qemu.version() + "  " + qemu.path());
    row(text, "seed", Long.toString(seed));
    row(text, "cases", Long.toString(tally.cases()));
    row(
        text,
        "steps",
        String.format(
            Locale.ROOT,
            "%d in %.1f s, %.0f a second%s",
            tally.steps(),
            outcome.seconds(),
            tally.steps() / Math.max(outcome.seconds(), 1e-9),
            outcome.interrupted() ? "; interrupted" : ""));
    if (tally.overStream() > 0) {
      row(text, "", tally.overStream() + " cases again over a stream: no datagram brought a reply");
    }
    if (tally.twice() > 0) {
      row(text, "twice", tally.twice() + " cases with two jobs alive at once were run again");
    }
    refusals(text, tally, verbose);
    JobSummary jobs = new JobSummary(tally.coverage(), tally.interaction(), outcome.seconds());
    String heading = "jobs";
    for (String line : jobs.figures()) {
      row(text, heading, line);
      heading = "";
    }
    counts(text, "unmodelled", tally.unmodelled(), "nothing");
    counts(text, "known", tally.known(), "no known divergence was met");
    findings(text, tally);
    text.append(jobs.tables(verbose));
    return text.toString();
  }

  private List<Refusal> reachable() {
    return refusals.stream().filter(refusal -> refusal.unreachable().isEmpty()).toList();
  }

  private void refusals(StringBuilder text, Tally tally, boolean verbose) {
    List<Refusal> reachable = reachable();
    int others = refusals.size() - reachable.size();
    row(
        text,
        "refusals",
        "%d of the %d that can be reached were seen; %d more can not be reached"
            .formatted(tally.refusals().size(), reachable.size(), others));
    if (!verbose) {
      return;
    }
    reachable.stream()
        .map(Refusal::name)
        .filter(name -> !tally.refusals().containsKey(name))
        .forEach(name -> row(text, "", "not seen: " + name));
    for (Refusal refusal : refusals) {
      refusal
          .unreachable()
          .ifPresent(why -> row(text, "", "out of reach: " + refusal.name() + ": " + why));
    }
  }

  private void findings(StringBuilder text, Tally tally) {
    if (outcome.findings().isEmpty()) {
      row(text, "new", "nothing diverged");
    }
    for (Finding finding : outcome.findings()) {
      long times = tally.met().getOrDefault(finding.divergence().signature(), 1L);
      text.append('\n').append(DivergenceText.of(finding.divergence())).append('\n');
      row(
          text,
          "  met",
          times
              + (times == 1 ? " time" : " times")
              + String.format(Locale.ROOT, ", first after %.1f s", finding.seconds()));
      row(text, "  steps", finding.steps() + "  (" + finding.shrunk() + ")");
      row(text, "  written", finding.folder().toString());
    }
  }

  private static void counts(
      StringBuilder text, String name, Map<String, Long> counts, String none) {
    if (counts.isEmpty()) {
      row(text, name, none);
    }
    String heading = name;
    List<Map.Entry<String, Long>> oftenestFirst = new ArrayList<>(counts.entrySet());
    oftenestFirst.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    for (Map.Entry<String, Long> entry : oftenestFirst) {
      row(text, heading, "%5d × %s".formatted(entry.getValue(), entry.getKey()));
      heading = "";
    }
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("%-12s %s".formatted(name, value).stripTrailing()).append('\n');
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
