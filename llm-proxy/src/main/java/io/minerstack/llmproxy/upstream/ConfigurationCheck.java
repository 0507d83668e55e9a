package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.failure.WrongSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an upstream accepts our configuration. One ERROR line tells the operator the variable and the server's
 * reason; the next line follows when a call works, or when another setting is at fault.
 */
class ConfigurationCheck {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationCheck.class);

    private final String upstream;
    private final SettingNames names;
    private volatile String wrong = "";

    ConfigurationCheck(String upstream, SettingNames names) {
        this.upstream = upstream;
        this.names = names;
    }

    void refused(UpstreamException failure) {
        WrongSetting setting = failure.wrongSetting();
        String variable = names.of(setting);
        synchronized (this) {
            if (wrong.equals(variable)) {
                return;
            }
            wrong = variable;
        }
        log.atError()
                .addKeyValue("upstream", upstream)
                .log(
                        "upstream {}: {}: {} ({}); requests to this upstream fail until a call works",
                        upstream,
                        variable,
                        setting == null ? "the server does not accept our requests" : setting.meaning(),
                        failure.getMessage());
    }

    void accepted() {
        if (!wrong.isEmpty()) {
            log.atInfo().addKeyValue("upstream", upstream).log("upstream {}: configuration accepted", upstream);
            wrong = "";
        }
    }

    boolean isWrong() {
        return !wrong.isEmpty();
    }
}
