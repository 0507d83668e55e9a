package io.minerstack.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Values with mistakes are refused with the place of the mistake. */
class ChartSchemaTests {

    /** Variables that the chart sets itself, ports and secrets. */
    private static final Pattern NOT_A_SETTING =
            Pattern.compile("\\w*_PORT|HOST|PORT|BIND_ADDRESS|\\w*API_KEY|KEYS_FILE|STACK_SECRET"
                    + "|(USAGE_)?DATABASE_(URL|PASSWORD|MIGRATE|SERVICE_ROLE|USAGE_ROLE)|LLM_PROVIDER"
                    + "|(AGENT_SERVICE|MEMORY_SERVICE|LLM_PROXY|LOCAL_LLM)_URL|VLLM_BASE_URL|VLLM_MODEL"
                    + "|REQUEST_TIMEOUT|SHUTDOWN_TIMEOUT|SHUTDOWN_DELAY|MAX_REQUEST_SIZE");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatway: {replicas: 2}",
                "gateway: {replica: 2}",
                "gateway: {replicas: two}",
                "gateway: {replicas: 0}",
                "gateway: {keysSecret: Miner_Keys}",
                "gateway: {settings: {RATE_LIMIT_COMPLET: 1/m}}",
                "gateway: {settings: {DATABASE_POOL_SIZE: 5}}",
                "gateway: {settings: {API_KEY: not-a-place-for-secrets}}",
                "memoryService: {settings: {DATABASE_MIGRATE: true}}",
                "gateway: {autoscaling: {by: both}}",
                "gateway: {service: {type: Public}}",
                "gateway: {resources: {limit: {memory: 1Gi}}}",
                "gateway: {resources: {limits: {memory: 1 GB}}}",
                "gateway: {pod: {nodeSelectors: {a: b}}}",
                "pod: {tolerations: [{keys: a}]}",
                "pod: {extraEnv: {A: b}}",
                "pod: {labels: {app.kubernetes.io/component: a}}",
                "image: {tag: latest}",
                "image: {tag: 1.5}",
                "vllm: {image: vllm/vllm-openai}",
                "vllm: {image: 'vllm/vllm-openai:latest'}",
                "vllm: {gpuMemoryUtilization: 90}",
                "vllm: {autoscaling: {by: cpu}}",
                "vllm: {externalUrls: [gpu-box:8000]}",
                "valkey: {image: registry:5000/valkey}",
                "probe: {url: miner.example.org}",
                "probe: {interval: 5}",
                "providers: local",
                "providers: []",
                "providers: [olama]",
                "requestTimeout: 60s",
                "preStopSeconds: 8",
                "drainSeconds: 5s",
                "secrets: {apiKey: {value: secret}}",
                "secrets: {apikey: {existingSecret: a}}",
                "postgresql: {mode: cnpg}",
                "postgresql: {user: Miner-1}",
                "postgresql: {plain: {password: secret}}",
                "postgresql: {plain: {userKey: ''}}",
                "postgresql: {cloudnativepg: {existingSecret: a}}",
                "postgresql: {external: {host: 'postgresql://a:b@c/d'}}",
                "postgresql: {external: {sslmode: on}}",
                "networkPolicy: {monitoringFrom: [monitoring]}",
                "monitoring: {runbooksUrl: docs}",
                "monitoring: {postgresExporter: {password: secret}}",
                "networkPolicy: {dns: [{namespace: kube-system}]}",
                "networkPolicy: {extraEgress: {gatway: []}}",
                "ingress: {hosts: [a]}",
                "httpRoute: {parentRefs: [public]}",
                "imagePullSecrets: [registry-login]"
            })
    void refusesATypo(String values) {
        String key = values.substring(0, values.indexOf(':'));

        assertThatThrownBy(() -> RenderedChart.with(values))
                .hasMessageContaining("don't meet the specifications of the schema")
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "providers: [vllm]|set vllm.enabled or vllm.externalUrls",
                "monitoring: {valkeyExporter: {enabled: true}}|there is no Valkey",
                "monitoring: {postgresExporter: {enabled: true, user: miner}}|a role of its own",
                "providers: [openai]|set secrets.openaiApiKey.existingSecret",
                "localLlm: {enabled: false}|set localLlm.enabled",
                "vllm: {enabled: true, externalUrls: ['http://a:1']}|exclude each other",
                "postgresql: {mode: external, external: {host: a}}|postgresql.external.existingSecret is missing",
                "postgresql: {mode: external, external: {existingSecret: a}}|postgresql.external.host is missing",
                "gateway: {autoscaling: {by: keda}}|kedaPrometheus is missing",
                "gateway: {autoscaling: {by: cpu, min: 7}}|autoscaling.min is above autoscaling.max",
                "postgresql: {user: same, owner: same}|postgresql.user and postgresql.owner are both same",
                "postgresql: {mode: cloudnativepg, user: a, owner: a}|postgresql.user and postgresql.owner are both a",
                "postgresql: {user: postgres}|postgresql.user is postgres, the superuser",
                "postgresql: {mode: external, user: postgres, external: {host: a, existingSecret: b}}"
                        + "|postgresql.user is postgres, the superuser",
                "postgresql: {owner: postgres}|postgresql.owner is postgres, the superuser",
                "{requestTimeout: 20, drainSeconds: 21}|drainSeconds is above requestTimeout",
                "postgresql: {mode: cloudnativepg, cloudnativepg: {spec: {managed: {roles: [{name: a}]}}}}"
                        + "|use postgresql.cloudnativepg.roles",
                "ingress: {enabled: true}|ingress.host is missing",
                "httpRoute: {enabled: true}|httpRoute.parentRefs is missing",
                "{llmProxy: {settings: {HTTPS_PROXY: 'http://p:1'}}, secrets: {httpsProxy: {existingSecret: a}}}"
                        + "|HTTPS_PROXY and secrets.httpsProxy.existingSecret exclude each other",
                "secrets: {httpsProxy: {existingSecret: a}}|secrets.httpsProxy.address is missing",
                "secrets: {httpsProxy: {address: 'a:1'}}|address without secrets.httpsProxy.existingSecret",
                "postgresql: {mode: external, external: {host: a, existingSecret: b, caSecret: c}}"
                        + "|postgresql.external.sslmode: require checks no certificate"
            })
    void refusesValuesThatDoNotFitTogether(String values, String message) {
        assertThatThrownBy(() -> RenderedChart.with(values)).hasMessageContaining(message);
    }

    /** What only a service or the cluster would refuse, after the installation. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway: {settings: {RATE_LIMIT_COMPLETE: 20}}"
                        + "|gateway.settings.RATE_LIMIT_COMPLETE: 20 (expected: such as 20/m",
                "gateway: {settings: {RATE_LIMIT_HEALTH: 20/d}}|gateway.settings.RATE_LIMIT_HEALTH: 20/d (expected",
                "gateway: {settings: {RATE_LIMIT_SUMMARY: 0/m}}|gateway.settings.RATE_LIMIT_SUMMARY: 0/m (expected",
                "gateway: {settings: {RATE_LIMIT_REFINE: 1000001/h}}|RATE_LIMIT_REFINE: 1000001/h (expected",
                "gateway: {settings: {RATE_LIMIT_PLAYBOOK: off}}|in quotes, because YAML reads off as false",
                "gateway: {settings: {RATE_LIMIT_ALL: never}}"
                        + "|gateway.settings.RATE_LIMIT_ALL: never (expected: on or off)",
                "settings: {LOG_LEVEL: LOUD}|settings.LOG_LEVEL: LOUD (expected: DEBUG, INFO, WARNING",
                "memoryService: {settings: {LOG_LEVEL: 3}}|memoryService.settings.LOG_LEVEL: 3 (expected",
                "localLlm: {settings: {LOG_FORMAT: xml}}"
                        + "|localLlm.settings.LOG_FORMAT: xml (expected: json, text or auto)",
                "image: {registry: 'https://registry.example.org'}"
                        + "|image.registry: https://registry.example.org has a scheme",
                "image: {registry: 'registry.example.org/Team'}|image.registry: registry.example.org/Team (expected",
                "secrets: {apiKey: {existingSecret: Miner_Key}}"
                        + "|secrets.apiKey.existingSecret: Miner_Key is no name of a Secret",
                "secrets: {apiKey: {existingSecret: a, key: 'my key'}}"
                        + "|secrets.apiKey.key: my key is no key of a Secret",
                "imagePullSecrets: [{name: registry login}]|imagePullSecrets[0].name: registry login is no name",
                "ingress: {enabled: true, host: a, tlsSecret: TLS}|ingress.tlsSecret: TLS is no name of a Secret",
                "postgresql: {plain: {existingSecret: -a}}|postgresql.plain.existingSecret: -a is no name",
                "postgresql: {cloudnativepg: {existingUserSecret: a.}}|existingUserSecret: a. is no name of a Secret",
                "postgresql: {external: {caSecret: a/b}}|postgresql.external.caSecret: a/b is no name of a Secret",
                "gateway: {resources: {limits: {memory: 256Mi}}}"
                        + "|gateway.resources.requests.memory: 512Mi is above gateway.resources.limits.memory,"
                        + " which is 256Mi",
                "llmProxy: {resources: {limits: {cpu: 0.1}}}"
                        + "|llmProxy.resources.requests.cpu: 200m is above llmProxy.resources.limits.cpu, which is 0.1",
                "postgresql: {plain: {resources: {requests: {memory: 2Gi}}}}"
                        + "|postgresql.plain.resources.requests.memory: 2Gi is above",
                "localLlm: {replicas: 0}|localLlm.replicas: 0, and providers names local",
                "probe: {enabled: true, existingSecret: a}|probe.url is missing",
                "probe: {enabled: true, url: 'https://a'}|probe.existingSecret is missing",
                "gateway: {settings: {OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318'}}"
                        + "|gateway.settings.OTEL_EXPORTER_OTLP_ENDPOINT: one collector gets the spans of all services"
            })
    void namesAValueThatWouldFailLater(String values, String message) {
        assertThatThrownBy(() -> RenderedChart.with(values)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway: {settings: {RATE_LIMIT_COMPLETE: 'OFF', RATE_LIMIT_HEALTH: 1000000/S, RATE_LIMIT_ALL: off}}",
                "gateway: {settings: {RATE_LIMIT_COMPLETE: ''}}",
                "settings: {LOG_LEVEL: Warning, LOG_FORMAT: json}",
                "image: {registry: 'registry.example.org:5000/team/one/'}",
                "secrets: {apiKey: {existingSecret: miner.keys-1, key: a_B.c-d}}",
                "gateway: {resources: {limits: {cpu: 0.2, memory: 0.5Gi}}}",
                "gateway: {resources: {requests: {memory: 536870912}}}",
                "gateway: {pod: {nodeSelector: {key: 'a b'}}}",
                "{localLlm: {replicas: 0, enabled: true}, providers: [vllm], vllm: {enabled: true}}",
                "localLlm: {replicas: 0, autoscaling: {by: cpu}}"
            })
    void takesValuesThatWork(String values) {
        assertThat(RenderedChart.with(values).kind("Deployment")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llmProxy: {settings: {HTTPS_PROXY: 'http://user:hunter2@p:1'}}"
                        + "|llmProxy.settings.HTTPS_PROXY has a user",
                "llmProxy: {settings: {HTTPS_PROXY: 'user:hunter2@p:1'}}|put the whole URL into a Secret",
                "llmProxy: {settings: {OPENAI_BASE_URL: 'https://a/v1, https://user:hunter2@p/v1'}}"
                        + "|llmProxy.settings.OPENAI_BASE_URL has a user name or a password",
                "agentService: {settings: {SEARCH_URL: 'http://user:hunter2@p'}}|agentService.settings.SEARCH_URL has",
                "agentService: {settings: {BRAVE_API_URL: 'http://hunter2@p'}}|agentService.settings.BRAVE_API_URL has",
                "gateway: {settings: {CORS_ALLOWED_ORIGINS: 'https://user:hunter2@p'}}|CORS_ALLOWED_ORIGINS has a user",
                "vllm: {externalUrls: ['http://a:1', 'http://user:hunter2@p:1']}|vllm.externalUrls[1] has a user name",
                "kedaPrometheus: 'http://user:hunter2@p:1'|kedaPrometheus has a user name or a password",
                "secrets: {httpsProxy: {existingSecret: a, address: 'user:hunter2@p:1'}}"
                        + "|secrets.httpsProxy.address has",
                "image: {registry: 'user:hunter2@registry.example.org'}|image.registry has a user name or a password"
            })
    void refusesAPasswordInAPlainValueWithoutRepeatingIt(String values, String message) {
        assertThatThrownBy(() -> RenderedChart.with(values))
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void refusesAnInstallationWithoutATagBetweenReleases() throws IOException {
        String version = yaml(RenderedChart.FOLDER.resolve("Chart.yaml")).text("appVersion");

        if (version.endsWith("-SNAPSHOT")) {
            assertThatThrownBy(RenderedChart::withoutTag)
                    .hasMessageContaining("image.tag is missing: no images of " + version + " are published");
        } else {
            assertThat(RenderedChart.withoutTag().get("Deployment", "gateway").toString())
                    .contains("/gateway:" + version);
        }
    }

    @Test
    void everySettingOfAServiceCanBeSet() throws IOException {
        Path root = Path.of("../..");
        Set<String> shared = variables(root.resolve("service-support/src/main/resources/service-defaults.yml"));
        shared.add("LOG_FORMAT");
        assertThat(settings("")).isEqualTo(shared);
        Map<String, String> services = Map.of(
                "gateway", "gateway",
                "agentService", "agent-service",
                "memoryService", "memory-service",
                "llmProxy", "llm-proxy",
                "localLlm", "local-llm");
        for (Map.Entry<String, String> service : services.entrySet()) {
            Set<String> expected = variables(root.resolve(service.getValue() + "/src/main/resources/application.yml"));
            expected.addAll(shared);
            assertThat(settings("properties." + service.getKey() + "."))
                    .as("values.schema.json: %s.settings", service.getKey())
                    .isEqualTo(expected);
        }
    }

    @Test
    void everyValueIsInTheSchemaAndEveryEntryOfTheSchemaHasAValue() throws IOException {
        Manifest values = yaml(RenderedChart.FOLDER.resolve("values.yaml"));
        Manifest schema = schema();
        compare("", values.yaml(), schema, schema);
    }

    /** Compares the keys of a value with those of its schema; a list or an open map has no keys to compare. */
    private static void compare(String path, Map<?, ?> value, Manifest schema, Manifest root) {
        Manifest here = schema.at("$ref") instanceof String ref
                ? root.part(ref.substring(2).replace('/', '.'))
                : schema;
        if (here.at("properties") == null
                || path.endsWith(".settings")
                || (path.endsWith(".pod") && !path.equals(".pod"))
                || path.endsWith("resources")
                || path.endsWith("extraEgress")
                || path.endsWith(".affinity")) {
            return;
        }
        assertThat(here.at("additionalProperties")).as(path).isEqualTo(false);
        Set<String> known = new TreeSet<>();
        here.map("properties").keySet().forEach(key -> known.add(key.toString()));
        known.remove("global");
        Set<String> keys = new TreeSet<>();
        value.keySet().forEach(key -> keys.add(key.toString()));
        assertThat(keys).as("keys of '%s' in values.yaml", path).isEqualTo(known);
        value.forEach((key, child) -> {
            if (child instanceof Map<?, ?> map) {
                compare(path + "." + key, map, here.part("properties." + key), root);
            }
        });
    }

    private static Set<String> settings(String service) throws IOException {
        return new TreeSet<>(
                schema().map(service + "properties.settings.properties").keySet());
    }

    private static Set<String> variables(Path applicationYml) throws IOException {
        return Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)")
                .matcher(Files.readString(applicationYml))
                .results()
                .map(match -> match.group(1))
                .filter(name -> !NOT_A_SETTING.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Manifest schema() throws IOException {
        return yaml(RenderedChart.FOLDER.resolve("values.schema.json"));
    }

    private static Manifest yaml(Path file) throws IOException {
        Object loaded = new Yaml().load(Files.readString(file));
        return new Manifest(loaded instanceof Map<?, ?> map ? map : Map.of("list", List.of()));
    }
}
