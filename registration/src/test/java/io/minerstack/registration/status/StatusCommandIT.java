package io.minerstack.registration.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.CommandRunner;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command against one server that plays the public port and all ports of health and metrics. */
class StatusCommandIT {

    private static final String METRICS = """
            # TYPE miner_gateway_window_answers gauge
            miner_gateway_window_answers{application="gateway",outcome="good"} 250.0
            miner_gateway_window_answers{application="gateway",outcome="late"} 3.0
            miner_gateway_window_answers{application="gateway",outcome="failed"} 1.0
            miner_gateway_window_answers{application="gateway",outcome="malformed"} 0.0
            miner_gateway_window_answers{application="gateway",outcome="refused"} 2.0
            miner_gateway_rate_limit_decisions_total{endpoint="complete",outcome="allowed"} 400.0
            miner_gateway_rate_limit_decisions_total{endpoint="complete",outcome="limited"} 4.0
            miner_gateway_rate_limit_decisions_total{endpoint="refine",outcome="limited"} 1.0
            miner_gateway_rejections_total{reason="unauthenticated"} 9.0
            miner_gateway_rejections_total{reason="unavailable"} 7.0
            miner_llm_budget_refusals_total{reason="exceeded"} 6.0
            miner_llm_attempts_total{outcome="answered",provider="vllm"} 90.0
            miner_llm_attempts_total{outcome="first_token_timeout",provider="vllm"} 2.0
            resilience4j_circuitbreaker_state{name="vllm-1",state="closed"} 0.0
            resilience4j_circuitbreaker_state{name="vllm-1",state="open"} 1.0
            """;

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    private final ScriptedServer stack = ScriptedServer.start();
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void script() {
        stack.answer("/health", Answer.json(200, """
                {"status":"healthy","llm_provider":"vllm","model":"big-model"}"""));
        stack.answer("/actuator/health", Answer.json(200, """
                {"status":"UP","components":{"ping":{"status":"UP"},"discovery":{"status":"UNKNOWN"}}}"""));
        stack.answer("/actuator/prometheus", Answer.of(200, "text/plain", METRICS, Map.of()));
        variables.put("LLM_PROVIDER", "vllm");
        for (String variable : new String[] {
            "PORT",
            "GATEWAY_MANAGEMENT_PORT",
            "AGENT_SERVICE_MANAGEMENT_PORT",
            "MEMORY_SERVICE_MANAGEMENT_PORT",
            "LLM_PROXY_MANAGEMENT_PORT"
        }) {
            variables.put(variable, Integer.toString(stack.port()));
        }
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void printsWhatAStackThatIsWellDoes() throws IOException {
        log("12:00:01.001 INFO  gateway [-] Start: started\n");

        assertThat(status()).isZero();

        assertThat(cli.printed())
                .contains("Miner Stack at http://127.0.0.1:" + stack.port() + ": healthy")
                .containsPattern("✓ gateway +running")
                .containsPattern("✓ llm-proxy +running")
                .containsPattern("Provider +vllm \\(big-model\\); gets no requests after failures: vllm-1")
                .contains("of the last 256 component calls: 250 good, 3 late, 1 failed, 0 malformed, 2 refused")
                .contains("rate limit 5, budget 6, too many at once 7 (since the start)")
                .contains("vllm first token timeout 2")
                .containsPattern("Disk +[0-9.]+ of [0-9.]+ GB free")
                .contains("No warnings or errors in the log.")
                .doesNotContain("local-llm");
    }

    @Test
    void saysWhatIsNotRunning() {
        stack.stop();

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_WELL.number());

        assertThat(cli.printed())
                .contains(": stopped")
                .containsPattern("✗ memory-service +not running: no answer at 127\\.0\\.0\\.1:" + stack.port())
                .containsPattern("Provider +not known")
                .containsPattern("Score window +not known")
                .containsPattern("Limits hit +not known");
    }

    @Test
    void doesNotSayThatALogIsCleanThatIsNotThere() {
        assertThat(status()).isZero();

        assertThat(cli.printed()).contains("No log was read").doesNotContain("No warnings or errors");
    }

    @Test
    void warnsOfAScoreWindowThatLostMoreThanAFewCalls() {
        window(17, 30);

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_WELL.number());

        assertThat(cli.printed())
                .contains("! 30 of the last 47 component calls were lost, most of them refused: a limit of rates,"
                        + " a budget or the load, see Limits hit");
    }

    @Test
    void takesAFewLostCallsForNothingToDo() {
        window(19, 1);

        assertThat(status()).isZero();

        assertThat(cli.printed()).doesNotContain("were lost");
    }

    private void window(int good, int refused) {
        stack.answer("/actuator/prometheus", Answer.of(200, "text/plain", """
                miner_gateway_window_answers{outcome="good"} %d
                miner_gateway_window_answers{outcome="refused"} %d
                """.formatted(good, refused), Map.of()));
    }

    @Test
    void doesNotCallServicesInContainersStopped() {
        hideManagementPorts();

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_KNOWN.number());

        assertThat(cli.printed())
                .contains(": healthy")
                .containsPattern("\\? memory-service +not known: management ports are not reachable \\(containers\\)")
                .containsPattern("Provider +vllm")
                .containsPattern("Score window +not known")
                .contains("? Not known: agent-service, memory-service, llm-proxy, score window")
                .contains("The log was not read", "docker compose logs")
                .doesNotContain("not running", "✗", "No warnings or errors");

        assertThat(cli.run("status", "--json")).isEqualTo(ExitCode.STACK_NOT_KNOWN.number());
        JsonNode json = JsonMapper.shared()
                .readTree(cli.printed().substring(cli.printed().indexOf('{')));
        assertThat(json.at("/parts/1/running").isNull()).isTrue();
        assertThat(json.path("known").asBoolean()).isFalse();
        assertThat(json.path("errors").isNull()).isTrue();
    }

    @Test
    void saysThatAStackInContainersIsDegraded() {
        hideManagementPorts();
        stack.answer("/health", Answer.json(503, """
                {"status":"degraded","llm_provider":"vllm","model":"m","detail":"No language model is available."}"""));

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_WELL.number());
    }

    @Test
    void namesTheComponentOfHealthThatIsNotAvailable() {
        hideManagementPorts();
        stack.answer("/health", Answer.json(200, """
                {"status":"degraded","llm_provider":"vllm","model":"m",
                 "components":{"llm":"available","memory":"unavailable"}}"""));

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_WELL.number());

        assertThat(cli.printed()).contains(": degraded. memory is unavailable.").doesNotContain("llm is");
    }

    @Test
    void knowsAStackInContainersByItsFigures() {
        hideManagementPorts();
        variables.put("API_KEY", "operator-key");
        stack.answer("/health", Answer.json(200, """
                {"status":"healthy","llm_provider":"vllm","model":"m",
                 "components":{"llm":"available","memory":"available"}}"""));
        stack.answer("/figures", Answer.json(200, """
                {"services":[
                 {"service":"gateway","reached":true,"meters":[
                  {"name":"miner.gateway.window.answers","tags":{"outcome":"good"},"value":40.0},
                  {"name":"miner.gateway.rejections","tags":{"reason":"unavailable"},"value":2.0}]},
                 {"service":"agent-service","reached":true,"meters":[]},
                 {"service":"llm-proxy","reached":true,"meters":[
                  {"name":"miner.llm.attempts","tags":{"provider":"vllm","outcome":"unreachable"},"value":3.0}]}]}"""));

        assertThat(status()).isZero();

        assertThat(cli.printed())
                .containsPattern("✓ agent-service +running")
                .containsPattern("✓ memory-service +running")
                .contains("of the last 40 component calls: 40 good", "too many at once 2", "vllm unreachable 3");
        assertThat(stack.requests("GET", "/figures"))
                .singleElement()
                .satisfies(request -> assertThat(request.header("X-API-Key")).isEqualTo("operator-key"));
    }

    @Test
    void saysWhichContainersRunWhileTheGatewayIsStopped() throws IOException {
        stack.stop();
        docker("""
                {"Service":"gateway","State":"exited","Health":"","ExitCode":143}
                {"Service":"agent-service","State":"running","Health":"healthy","ExitCode":0}
                {"Service":"memory-service","State":"running","Health":"unhealthy","ExitCode":0}
                {"Service":"llm-proxy","State":"running","Health":"healthy","ExitCode":0}
                {"Service":"postgres","State":"restarting","Health":"","ExitCode":1}
                {"Service":"postgres-roles","State":"exited","Health":"","ExitCode":0}
                """);

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_WELL.number());

        assertThat(cli.printed())
                .containsPattern("✗ gateway +not running: its container ended with code 143")
                .containsPattern("✓ agent-service +running")
                .containsPattern("✗ memory-service +running: unhealthy")
                .containsPattern("✗ postgres +not running: its container is restarting")
                .contains("docker compose logs")
                .doesNotContain("postgres-roles", "no answer at");
    }

    @Test
    void doesWithoutADockerThatFails() throws IOException {
        hideManagementPorts();
        docker("no configuration file provided\n");

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_KNOWN.number());
    }

    /** A program of this name that prints the text to {@code docker compose ps}, and the file that Compose needs. */
    private void docker(String output) throws IOException {
        Files.writeString(cli.folder().resolve("docker-compose.yml"), "services: {}\n");
        Path programs = Files.createDirectories(cli.folder().resolve("programs"));
        Files.writeString(programs.resolve("output"), output);
        Path docker = Files.writeString(programs.resolve("docker"), """
                #!/bin/sh
                [ "$*" = "compose ps -a --format json" ] && cat %s/output
                """.formatted(programs));
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        variables.put("PATH", programs.toString());
    }

    private void hideManagementPorts() {
        variables.replaceAll((variable, value) -> variable.endsWith("_MANAGEMENT_PORT") ? "1" : value);
    }

    @Test
    void namesWhatDoesNotWorkInAServiceThatRuns() {
        stack.answer("/actuator/health", Answer.json(503, """
                {"status":"DOWN","components":{"ping":{"status":"UP"},"r2dbc":{"status":"DOWN"}}}"""));

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_WELL.number());

        assertThat(cli.printed()).containsPattern("✗ memory-service +running: does not work: r2dbc");
    }

    @Test
    void saysWhyTheStackIsDegraded() {
        stack.answer("/health", Answer.json(503, """
                {"status":"degraded","llm_provider":"vllm","model":"m","detail":"No language model is available."}"""));

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_WELL.number());

        assertThat(cli.printed()).contains(": degraded. No language model is available.");
    }

    @Test
    void looksForTheLocalModelWhereItIsAProvider() {
        variables.put("LLM_PROVIDER", "vllm, Local");
        variables.put("LOCAL_LLM_MANAGEMENT_PORT", "1");

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_WELL.number());

        assertThat(cli.printed()).containsPattern("✗ local-llm +not running: no answer at 127\\.0\\.0\\.1:1");
    }

    @Test
    void printsTheLastErrorsOfATextLogNewestFirstAndEqualOnesOnce() throws IOException {
        log("""
                12:00:00.001 WARN  llm-proxy [id-1] Exchange: upstream vllm-1: attempt failed: refused\s
                12:00:01.001 INFO  gateway [id-2 4bf92f3577b34da6a3ce929d0e0e4736] RequestFilter: request answered
                12:00:02.001 ERROR memory-service [-] Sweep: the sweep failed\s
                some.package.Failure: no
                12:00:03.001 WARN  llm-proxy [id-3 4bf92f] Exchange: upstream vllm-1: attempt failed: refused\s
                """);

        status();

        assertThat(cli.printed().lines().toList())
                .containsSubsequence(
                        "Last warnings and errors:",
                        "  12:00:03  llm-proxy  upstream vllm-1: attempt failed: refused (2 times)",
                        "  12:00:02  memory-service  the sweep failed")
                .noneMatch(line -> line.contains("request answered"));
    }

    @Test
    void readsALogOfJson() throws IOException {
        String line = "{\"@timestamp\":\"2026-03-04T05:06:0%d\",\"log\":{\"level\":\"%s\"},"
                + "\"service\":{\"name\":\"gateway\"},\"message\":\"%s\"}\n";
        log(line.formatted(7, "INFO", "fine")
                + "{\"log\":{\"level\":\"ERROR\"},\"message\":\"cut\n"
                + line.formatted(9, "ERROR", "bad\\u001b[2J"));

        status();

        assertThat(cli.printed())
                .contains("2026-03-04T05:06:09  gateway  bad")
                .doesNotContain("fine")
                .doesNotContain("\u001b");
    }

    @Test
    void printsJsonForPrograms() throws IOException {
        log("12:00:02.001 ERROR memory-service [-] Sweep: the sweep failed\n");
        cli.setVariables(variables);

        assertThat(cli.run("status", "--json")).isZero();

        JsonNode json = JsonMapper.shared().readTree(cli.printed());
        assertThat(json.path("status").asString()).isEqualTo("healthy");
        assertThat(json.path("well").asBoolean()).isTrue();
        assertThat(json.at("/parts/0/name").asString()).isEqualTo("gateway");
        assertThat(json.at("/parts/0/running").asBoolean()).isTrue();
        assertThat(json.at("/window/good").asInt()).isEqualTo(250);
        assertThat(json.at("/limits/rate_limit").asInt()).isEqualTo(5);
        assertThat(json.at("/provider/name").asString()).isEqualTo("vllm");
        assertThat(json.at("/circuits_open/0").asString()).isEqualTo("vllm-1");
        assertThat(json.at("/disk/total_bytes").asLong()).isPositive();
        assertThat(json.at("/errors/0/message").asString()).isEqualTo("the sweep failed");
    }

    @Test
    void saysNotKnownWhereTheGatewayHasNoWindow() {
        stack.answer("/actuator/prometheus", Answer.of(200, "text/plain", "up 1\n", Map.of()));

        assertThat(status()).isEqualTo(ExitCode.STACK_NOT_KNOWN.number());

        assertThat(cli.printed()).containsPattern("Score window +not known").containsPattern("Limits hit +none");
    }

    private int status() {
        cli.setVariables(variables);
        return cli.run("status");
    }

    private void log(String text) throws IOException {
        Path log = cli.folder().resolve("data/logs/services.log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, text);
    }
}
