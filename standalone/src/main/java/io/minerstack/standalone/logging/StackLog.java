package io.minerstack.standalone.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.WhitespaceThrowableProxyConverter;

/**
 * The one log of the services in this JVM: {@code services.log}, 10 MB, plus one older file. Spring Boot's own set-up
 * of
 * logging serves one application: several that start at the same time overwrite each other's.
 */
public final class StackLog {

    private static final String PATTERN =
            "%d{HH:mm:ss.SSS} %-5level %service [%X{request_id:--} %X{tenant:--}%replace( %X{trace_id}){'^ $',''}]"
                    + " %logger{0}: %msg %kvp%n%wEx";

    private static final FileSize MAX_SIZE = FileSize.valueOf("10MB");

    private StackLog() {}

    /**
     * Opens the log. Called before the first service starts.
     *
     * @param file the log
     * @param json whether each line is a JSON object in ECS format instead of text
     */
    public static void open(Path file, boolean json) {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        RollingFileAppender<ILoggingEvent> appender = appender(context, file);
        appender.setEncoder(json ? new EcsEncoder(context) : text(context));
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        // until the first service has read its settings
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    }

    private static RollingFileAppender<ILoggingEvent> appender(LoggerContext context, Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setMinIndex(1);
        window.setMaxIndex(1);
        window.setFileNamePattern(file + ".%i");
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(MAX_SIZE);
        window.start();
        size.start();
        appender.setRollingPolicy(window);
        appender.setTriggeringPolicy(size);
        return appender;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        Map<String, String> rules = new HashMap<>();
        rules.put("service", ServiceNameConverter.class.getName());
        rules.put("wEx", WhitespaceThrowableProxyConverter.class.getName());
        context.putObject(CoreConstants.PATTERN_RULE_REGISTRY, rules);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }
}
