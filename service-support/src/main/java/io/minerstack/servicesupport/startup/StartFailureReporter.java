package io.minerstack.servicesupport.startup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Logs in one line why a service can't start. Spring Boot's own report, which has seven lines, is switched off in
 * {@code service-defaults.yml}.
 */
public final class StartFailureReporter implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger(StartFailureReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        log.error("cannot start: {}", inOneLine(analysis));
        log.debug("cannot start", analysis.getCause());
    }

    /** What went wrong and what to do, in one line. */
    public static String inOneLine(FailureAnalysis analysis) {
        String action = analysis.getAction();
        String text = analysis.getDescription() + (action == null || action.isBlank() ? "" : " " + action);
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
