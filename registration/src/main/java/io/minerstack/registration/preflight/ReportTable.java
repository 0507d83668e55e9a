package io.minerstack.registration.preflight;

import java.io.PrintWriter;
import java.util.List;

/** The checks for a person: a mark, what was expected, what was seen, and the mend where there is one. */
final class ReportTable {

    private ReportTable() {}

    static void print(List<Check> checks, PrintWriter out) {
        int width =
                checks.stream().mapToInt(check -> check.title().length()).max().orElse(0);
        for (Check check : checks) {
            String pad = " ".repeat(width - check.title().length());
            out.println(check.outcome().mark() + " " + check.title() + pad + "  " + check.seen());
            if (check.mend() != null) {
                out.println("    → " + check.mend());
            }
        }
        long failed = count(checks, Outcome.FAIL);
        long warned = count(checks, Outcome.WARN);
        out.println();
        out.println(closing(checks, failed, warned));
        out.flush();
    }

    private static String closing(List<Check> checks, long failed, long warned) {
        if (failed > 0) {
            return "Not ready: " + failed + " failed, " + warned + " warning(s).";
        }
        if (checks.stream().anyMatch(Check::isPartDown)) {
            return "It answers, but a part of the stack is down: mend that before you register. " + warned
                    + " warning(s).";
        }
        return "Ready" + (warned == 0 ? "." : ", with " + warned + " warning(s).");
    }

    private static long count(List<Check> checks, Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }
}
