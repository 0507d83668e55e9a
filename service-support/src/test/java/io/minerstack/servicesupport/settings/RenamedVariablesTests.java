package io.minerstack.servicesupport.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class RenamedVariablesTests {

    private static final String WARNING = "PEER_PATIENCE: has a new name, CONNECT_RETRY_LIMIT";

    @Test
    void readsAFormerNameAndWarnsOnce(CapturedOutput output) {
        assertThat(limit(Map.of("PEER_PATIENCE", "7s"))).isEqualTo("7s");

        assertThat(output).containsOnlyOnce(WARNING);
    }

    @Test
    void prefersTheNewName(CapturedOutput output) {
        assertThat(limit(Map.of("PEER_PATIENCE", "7s", "CONNECT_RETRY_LIMIT", "9s")))
                .isEqualTo("9s");

        assertThat(output).contains(WARNING);
    }

    @Test
    void isSilentWhereNoFormerNameIsSet(CapturedOutput output) {
        assertThat(limit(Map.of("PEER_PATIENCE", " "))).isEqualTo("20s");
        assertThat(limit(Map.of("CONNECT_RETRY_LIMIT", "9s"))).isEqualTo("9s");

        assertThat(output).doesNotContain("new name");
    }

    @Test
    void isSilentAboutVariablesOfOtherServices(CapturedOutput output) {
        limit(Map.of("LLM_PATIENT_WAIT", "3"));

        assertThat(output).doesNotContain("new name");
    }

    private static String limit(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("defaults", Map.of("limit", "${CONNECT_RETRY_LIMIT:20s}")));
        DeferredLogFactory logs = destination -> LogFactory.getLog(RenamedVariables.class);
        new RenamedVariables(logs).postProcessEnvironment(environment, new SpringApplication());
        return environment.getRequiredProperty("limit");
    }
}
