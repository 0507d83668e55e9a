package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.failure.WrongSetting;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Whether an upstream accepts our configuration. One ERROR line tells the operator the variable and the server's
 * reason; the next line follows when a call works, or when another setting is at fault.
 *
 * <p>A model list shows that a setting is right again only if an earlier list showed it wrong: some servers give their
 * list to callers without a key, and none looks at the account for it.
 */
class ConfigurationCheck {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationCheck.class);

    private final String upstream;
    private final SettingNames names;
    private final String model;
    private String wrong = "";
    private @Nullable WrongSetting setting;
    /** Whether the model list was asked for since then. */
    private boolean modelListAsked;
    /** Whether a model list since then showed the same setting wrong. */
    private boolean visibleInModelList;

    /**
     * A check about which nothing is known.
     *
     * @param model the configured name
     */
    ConfigurationCheck(String upstream, SettingNames names, String model) {
        this.upstream = upstream;
        this.names = names;
        this.model = model;
    }

    /** A call was refused because of our configuration. */
    synchronized void refused(UpstreamException failure) {
        WrongSetting refused = failure.wrongSetting();
        String variables = names.of(refused);
        if (wrong.equals(variables) && refused == setting) {
            return;
        }
        wrong = variables;
        setting = refused;
        modelListAsked = false;
        visibleInModelList = false;
        log.atError()
                .addKeyValue("upstream", upstream)
                .log(
                        "upstream {}: {}: {} ({}); requests to this upstream fail until a call works",
                        upstream,
                        variables,
                        refused == null ? "the server does not accept our requests" : refused.meaning(),
                        failure.getMessage());
    }

    /** The model list was asked for; any answer or none is one. */
    synchronized void modelListAsked() {
        modelListAsked = true;
    }

    /** Whether our configuration is wrong, and the model list was not asked for since that became known. */
    synchronized boolean isModelListWanted() {
        return isWrong() && !modelListAsked;
    }

    /** A model list was refused because of the key, the account or the path. */
    synchronized void modelListRefused(UpstreamException failure) {
        if (isAboutTheKey(failure)) {
            refused(failure);
        }
        visibleInModelList |= isWrong() && names.of(failure.wrongSetting()).equals(wrong);
    }

    /** A server without a model list says nothing about the configuration; a server that refuses the key does. */
    private static boolean isAboutTheKey(UpstreamException failure) {
        return failure.wrongSetting() == WrongSetting.API_KEY || failure.wrongSetting() == WrongSetting.ACCOUNT;
    }

    /** The server gave its model list. */
    synchronized void modelListReceived(JsonNode models) {
        if (setting == WrongSetting.MODEL && !contains(models)) {
            visibleInModelList = true;
        } else if (visibleInModelList) {
            accepted();
        }
    }

    private boolean contains(JsonNode models) {
        return StreamSupport.stream(models.path("data").spliterator(), false)
                .anyMatch(each -> each.path("id").asString("").equals(model));
    }

    synchronized void accepted() {
        if (isWrong()) {
            log.atInfo().addKeyValue("upstream", upstream).log("upstream {}: configuration accepted", upstream);
            wrong = "";
            setting = null;
            visibleInModelList = false;
        }
    }

    synchronized boolean isWrong() {
        return !wrong.isEmpty();
    }

    /** Which setting the server did not accept; null where that is not known, or all is accepted. */
    synchronized @Nullable WrongSetting setting() {
        return setting;
    }

    /** The variables of which one is wrong, empty if none is. */
    synchronized String wrongSettings() {
        return wrong;
    }
}
