package io.minerstack.registration.preflight.report;

import io.minerstack.registration.preflight.report.CheckOutcome;
import io.minerstack.registration.preflight.report.CheckResult;
import java.io.PrintWriter;
import java.util.List;

/** The checks for a person: a mark, what was expected, what was seen, and the mend where there is one. */
public final class ReportTable {

    private ReportTable() {}

    public static void print(List<CheckResult> checks, PrintWriter out) {
        int width =
                checks.stream().mapToInt(check -> check.title().length()).max().orElse(0);
        for (CheckResult check : checks) {
            String pad = " ".repeat(width - check.title().length());
            out.println(check.outcome().mark() + " " + check.title() + pad + "  " + check.seen());
            if (check.mend() != null) {
                out.println("    → " + check.mend());
            }
        }
        long failed = count(checks, CheckOutcome.FAIL);
        long warned = count(checks, CheckOutcome.WARN);
        out.println();
        out.println(closing(checks, failed, warned));
        out.flush();
    }

    private static String closing(List<CheckResult> checks, long failed, long warned) {
        if (failed > 0) {
            return "Not ready: " + failed + " failed, " + warned + " warning(s).";
        }
        if (checks.stream().anyMatch(CheckResult::isPartDown)) {
            return "It answers, but a part of the stack is down: mend that before you register. " + warned
                    + " warning(s).";
        }
        return "Ready" + (warned == 0 ? "." : ", with " + warned + " warning(s).");
    }

    private static long count(List<CheckResult> checks, CheckOutcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }
}
