package io.minerstack.registration.preflight;

import java.io.PrintWriter;
import java.util.List;

/** The checks for a person: a mark, what was expected, what was seen, and the mend where there is one. */
final class ReportTable {

    private static final int TITLE_WIDTH = 62;

    private ReportTable() {}

    static void print(List<Check> checks, PrintWriter out) {
        for (Check check : checks) {
            out.println(check.outcome().mark() + " " + pad(check.title()) + "  " + check.seen());
            if (check.mend() != null) {
                out.println("    → " + check.mend());
            }
        }
        long failed = count(checks, Outcome.FAIL);
        long warned = count(checks, Outcome.WARN);
        out.println();
        out.println(
                failed == 0
                        ? "Ready" + (warned == 0 ? "." : ", with " + warned + " warning(s).")
                        : "Not ready: " + failed + " failed, " + warned + " warning(s).");
        out.flush();
    }

    private static long count(List<Check> checks, Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }

    private static String pad(String title) {
        return title + " ".repeat(Math.max(0, TITLE_WIDTH - title.length()));
    }
}
