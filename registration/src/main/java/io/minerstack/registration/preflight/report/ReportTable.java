package io.minerstack.registration.preflight.report;

import java.io.PrintWriter;
import java.util.List;

/** The report for people. Each line has the mark of the outcome, what was expected and what was found; then the fix. */
public final class ReportTable {

    private ReportTable() {}

    public static void print(List<CheckResult> results, PrintWriter out) {
        int width = results.stream()
                .mapToInt(result -> result.title().length())
                .max()
                .orElse(0);
        for (CheckResult result : results) {
            String padding = " ".repeat(width - result.title().length());
            out.println(result.outcome().mark() + " " + result.title() + padding + "  " + result.seen());
            if (result.fix() != null) {
                out.println("    → " + result.fix());
            }
        }
        out.println();
        out.println(summary(results));
        out.flush();
    }

    private static String summary(List<CheckResult> results) {
        long failed = count(results, CheckOutcome.FAIL);
        long warnings = count(results, CheckOutcome.WARN);
        if (failed > 0) {
            return "Not ready: " + failed + " failed, " + warnings + " warning(s).";
        }
        if (results.stream().anyMatch(CheckResult::isPartDown)) {
            return "The miner answers, but a part of the stack is down: fix that before you register. " + warnings
                    + " warning(s).";
        }
        return "Ready" + (warnings == 0 ? "." : ", with " + warnings + " warning(s).");
    }

    private static long count(List<CheckResult> results, CheckOutcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }
}
