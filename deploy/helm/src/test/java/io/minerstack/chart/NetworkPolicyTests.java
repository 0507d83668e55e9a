package io.minerstack.chart;

import static io.minerstack.chart.PolicyEdges.DNS;
import static io.minerstack.chart.PolicyEdges.egress;
import static io.minerstack.chart.PolicyEdges.ends;
import static io.minerstack.chart.PolicyEdges.ingress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The connections that the policies allow, as {@link PolicyEdges} reads them. The tests list all edges of a value file,
 * so an edge that the values do not imply fails them like one that is missing.
 */
class NetworkPolicyTests {

    private static final String DATABASE = ":5432";

    @Test
    void theDefaultAllowsTheStackAndNothingOutside() {
        RenderedChart chart = RenderedChart.byDefault();

        assertThat(egress(chart))
                .containsExactlyInAnyOrder(
                        "gateway -> agent-service:8002",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004",
                        "memory-service -> postgres:5432",
                        "llm-proxy -> postgres:5432",
                        "migration -> postgres:5432",
                        "llm-proxy -> local-llm:8005",
                        "test -> gateway:8001");
        assertThat(ingress(chart))
                .containsExactlyInAnyOrder(
                        "anybody -> gateway:8001",
                        "gateway -> agent-service:8002",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004",
                        "memory-service -> postgres:5432",
                        "llm-proxy -> postgres:5432",
                        "migration -> postgres:5432",
                        "llm-proxy -> local-llm:8005");
    }

    @Test
    void everyServerThatTheSettingsNameHasAnEdge() {
        RenderedChart chart = RenderedChart.of("external.yaml");

        assertThat(ingress(chart))
                .containsExactlyInAnyOrder(
                        "anybody -> gateway:8001",
                        "gateway -> agent-service:8002",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004");
        assertThat(egress(chart))
                .containsExactlyInAnyOrder(
                        "gateway -> agent-service:8002",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004",
                        "agent-service -> ns search:8080",
                        "agent-service -> 0.0.0.0/0:443",
                        "agent-service -> ::/0:443",
                        "memory-service -> 0.0.0.0/0:5433",
                        "memory-service -> ::/0:5433",
                        "migration -> 0.0.0.0/0:5433",
                        "migration -> ::/0:5433",
                        "llm-proxy -> 10.1.2.3/32:8000",
                        "llm-proxy -> ns models:8000",
                        "llm-proxy -> this namespace:9000",
                        "llm-proxy -> 0.0.0.0/0:8443",
                        "llm-proxy -> ::/0:8443",
                        "test -> gateway:8001");
    }

    @Test
    void callersAndScrapersReachWhatTheyNeed() {
        RenderedChart chart = RenderedChart.of("gpu.yaml");

        assertThat(ingress(chart))
                .containsExactlyInAnyOrder(
                        "ns gateways -> gateway:8001",
                        "test -> gateway:8001",
                        "gateway -> agent-service:8002",
                        "gateway -> valkey:6379",
                        "valkey-exporter -> valkey:6379",
                        "postgres-exporter -> postgres:5432",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004",
                        "memory-service -> postgres:5432",
                        "llm-proxy -> postgres:5432",
                        "migration -> postgres:5432",
                        "llm-proxy -> local-llm:8005",
                        "llm-proxy -> vllm:8000",
                        "ns monitoring -> gateway:9001",
                        "ns monitoring -> agent-service:9002",
                        "ns monitoring -> memory-service:9003",
                        "ns monitoring -> llm-proxy:9004",
                        "ns monitoring -> local-llm:9005",
                        "ns monitoring -> vllm:8000",
                        "ns monitoring -> postgres-exporter:9187",
                        "ns monitoring -> valkey-exporter:9121",
                        "ns monitoring -> probe:9006");
        assertThat(egress(chart))
                .containsExactlyInAnyOrder(
                        "gateway -> agent-service:8002",
                        "gateway -> valkey:6379",
                        "valkey-exporter -> valkey:6379",
                        "postgres-exporter -> postgres:5432",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004",
                        "memory-service -> postgres:5432",
                        "migration -> postgres:5432",
                        "llm-proxy -> postgres:5432",
                        "llm-proxy -> local-llm:8005",
                        "llm-proxy -> vllm:8000",
                        "vllm -> 0.0.0.0/0:443",
                        "vllm -> ::/0:443",
                        "probe -> 0.0.0.0/0:443",
                        "probe -> ::/0:443",
                        "test -> gateway:8001");
    }

    @Test
    void everyServiceReachesTheCollectorOfItsSpans() {
        RenderedChart chart =
                RenderedChart.with("settings: {OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.tracing.svc:4318'}");

        assertThat(egress(chart).stream().filter(edge -> edge.endsWith(":4318")))
                .containsExactlyInAnyOrder(
                        "gateway -> ns tracing:4318",
                        "agent-service -> ns tracing:4318",
                        "memory-service -> ns tracing:4318",
                        "llm-proxy -> ns tracing:4318",
                        "local-llm -> ns tracing:4318");
    }

    @Test
    void theProbeReachesThePublicUrlAlone() {
        RenderedChart chart = RenderedChart.with(
                "probe: {enabled: true, url: 'https://miner.example.org:8443', existingSecret: probe-key}");

        assertThat(egress(chart).stream().filter(edge -> edge.startsWith("probe ")))
                .containsExactlyInAnyOrder("probe -> 0.0.0.0/0:8443", "probe -> ::/0:8443");
        assertThat(ingress(chart).stream().filter(edge -> edge.contains("probe")))
                .isEmpty();
    }

    @Test
    void onlyTheGatewayReachesValkeyAndValkeyReachesNobody() {
        RenderedChart chart = RenderedChart.with("valkey: {enabled: true}");

        assertThat(ingress(chart).stream().filter(edge -> edge.contains("valkey")))
                .containsExactly("gateway -> valkey:6379");
        assertThat(egress(chart).stream().filter(edge -> edge.contains("valkey")))
                .containsExactly("gateway -> valkey:6379");
        assertThat(chart.get("NetworkPolicy", "valkey").at("spec.egress")).isNull();
    }

    @Test
    void cloudNativePgReachesItsReplicasItsOperatorAndTheApiServer() {
        RenderedChart chart = RenderedChart.of("cloudnativepg.yaml");

        assertThat(egress(chart))
                .containsExactlyInAnyOrder(
                        "gateway -> agent-service:8002",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004",
                        "memory-service -> cluster:5432",
                        "llm-proxy -> cluster:5432",
                        "migration -> cluster:5432",
                        "llm-proxy -> vllm:8000",
                        "cluster -> cluster:5432",
                        "cluster -> cluster:8000",
                        "cluster -> 0.0.0.0/0:443",
                        "cluster -> 0.0.0.0/0:6443",
                        "test -> gateway:8001");
        assertThat(ingress(chart))
                .containsExactlyInAnyOrder(
                        "anybody -> gateway:8001",
                        "gateway -> agent-service:8002",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004",
                        "llm-proxy -> vllm:8000",
                        "memory-service -> cluster:5432",
                        "llm-proxy -> cluster:5432",
                        "migration -> cluster:5432",
                        "cluster -> cluster:5432",
                        "cluster -> cluster:8000",
                        "ns cnpg-system -> cluster:8000",
                        "ns cnpg-system -> cluster:5432",
                        "ns monitoring -> gateway:9001",
                        "ns monitoring -> agent-service:9002",
                        "ns monitoring -> memory-service:9003",
                        "ns monitoring -> llm-proxy:9004",
                        "ns monitoring -> vllm:8000",
                        "ns monitoring -> cluster:9187");
    }

    @Test
    void theExporterReachesTheDatabaseWhereverItIs() {
        String exporter = "monitoring: {postgresExporter: {enabled: true, existingSecret: monitor}}\n";

        assertThat(egress(RenderedChart.with(exporter + "postgresql: {mode: cloudnativepg}")))
                .contains("postgres-exporter -> cluster:5432");
        assertThat(ingress(RenderedChart.with(exporter + "postgresql: {mode: cloudnativepg}")))
                .contains("postgres-exporter -> cluster:5432");
        assertThat(egress(RenderedChart.with(
                        exporter + "postgresql: {mode: external, external: {host: db.data.svc, existingSecret: a}}")))
                .contains("postgres-exporter -> ns data:5432");
    }

    @Test
    void aProxyReplacesTheEdgeToOpenAi() {
        assertThat(egress(RenderedChart.with("""
                        providers: [openai]
                        secrets: {openaiApiKey: {existingSecret: a}}
                        llmProxy: {settings: {HTTPS_PROXY: "http://proxy.net.svc:3128"}}
                        """)))
                .contains("llm-proxy -> ns net:3128")
                .doesNotContain("llm-proxy -> 0.0.0.0/0:443", "llm-proxy -> local-llm:8005");
    }

    @Test
    void onlyTheModelThatNoProxyNamesIsReachedDirectly() {
        assertThat(egress(RenderedChart.of("secrets.yaml")))
                .containsExactlyInAnyOrder(
                        "gateway -> agent-service:8002",
                        "agent-service -> memory-service:8003",
                        "agent-service -> llm-proxy:8004",
                        "agent-service -> 0.0.0.0/0:443",
                        "agent-service -> ::/0:443",
                        "memory-service -> cluster:5432",
                        "migration -> cluster:5432",
                        "llm-proxy -> cluster:5432",
                        "llm-proxy -> ns models:8443",
                        "llm-proxy -> ns egress:3128",
                        "cluster -> cluster:5432",
                        "cluster -> cluster:8000",
                        "cluster -> 0.0.0.0/0:443",
                        "cluster -> 0.0.0.0/0:6443",
                        "test -> gateway:8001");
    }

    @Test
    void aProxyWhoseUrlIsASecretHasTheEdgeThatItsAddressNames() {
        assertThat(egress(RenderedChart.with("""
                        providers: [openai]
                        secrets:
                          openaiApiKey: {existingSecret: a}
                          httpsProxy: {existingSecret: b, address: "proxy.net.svc:3128"}
                        """)).stream()
                        .filter(edge -> edge.startsWith("llm-proxy ->") && !edge.endsWith(DATABASE)))
                .containsExactly("llm-proxy -> ns net:3128");
    }

    /** What may lead out of llm-proxy to OpenAI's base URL, or to the proxy. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.example.org/v1 | proxy:3128 | | this namespace:3128",
                "https://api.example.org/v1 | http://proxy.net.svc | | ns net:80",
                "https://api.example.org/v1 | proxy.net.svc:3128 | other.test | ns net:3128",
                "http://llm.models.svc:8000/v1 | http://proxy:3128 | | ns models:8000",
                "HTTPS://10.1.2.3/v1 | http://proxy:3128 | 10.1.0.0/16 | 10.1.2.3/32:443",
                "https://10.2.2.3/v1 | http://proxy:3128 | 10.1.0.0/16 | this namespace:3128",
                "https://255.1.2.3:8443/v1 | http://proxy:3128 | 255.1.2.0/23 | 255.1.2.3/32:8443",
                "https://10.2.2.3/v1 | http://proxy:3128 | 0.0.0.0/0 | 10.2.2.3/32:443",
                "https://10.2.2.3/v1 | http://proxy:3128 | 10.2.2.3 | 10.2.2.3/32:443",
                "https://llm.models.svc/v1 | http://proxy:3128 | x, .models.svc | ns models:443",
                "https://llm.models.svc/v1 | http://proxy:3128 | *.svc | ns models:443",
                "https://llm.models.svc/v1 | http://proxy:3128 | LLM.models.svc:443 | ns models:443",
                "https://llm.models.svc/v1 | http://proxy:3128 | llm.models.svc:444 | this namespace:3128",
                "https://llm.models.svc/v1 | http://proxy:3128 | els.svc | this namespace:3128",
                "https://llm.models.svc/v1 | http://proxy:3128 | * | ns models:443",
                "https://[fd00::1]:8443/v1 | http://proxy:3128 | [fd00::1]:8443 | fd00::1/128:8443",
                "https://[fd00::1]:8443/v1 | http://proxy:3128 | fd00::/8 | fd00::1/128:8443"
            })
    void aProxyIsUsedWhereLlmProxyUsesIt(String url, String proxy, @Nullable String noProxy, String expected) {
        RenderedChart chart = RenderedChart.with("""
                providers: [openai]
                secrets: {openaiApiKey: {existingSecret: a}}
                llmProxy: {settings: {OPENAI_BASE_URL: "%s", HTTPS_PROXY: "%s", NO_PROXY: "%s"}}
                """.formatted(url, proxy, noProxy == null ? "" : noProxy));

        assertThat(egress(chart).stream().filter(edge -> edge.startsWith("llm-proxy ->") && !edge.endsWith(DATABASE)))
                .containsExactly("llm-proxy -> " + expected);
    }

    @Test
    void everyUpstreamOfAListHasAnEdgeAndOnlyThoseWithHttpsUseTheProxy() {
        assertThat(egress(RenderedChart.with("""
                        providers: [vllm, openai]
                        secrets: {openaiApiKey: {existingSecret: a}}
                        vllm: {externalUrls: ["https://one.models.svc/v1", "http://two.models.svc:8000/v1"]}
                        llmProxy:
                          settings:
                            OPENAI_BASE_URL: "https://10.0.0.1/v1, http://10.0.0.2:81/v1"
                            HTTPS_PROXY: proxy.net.svc:3128
                            NO_PROXY: 10.0.0.1
                        """)).stream()
                        .filter(edge -> edge.startsWith("llm-proxy ->") && !edge.endsWith(DATABASE)))
                .containsExactlyInAnyOrder(
                        "llm-proxy -> 10.0.0.1/32:443",
                        "llm-proxy -> 10.0.0.2/32:81",
                        "llm-proxy -> ns models:8000",
                        "llm-proxy -> ns net:3128");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "search.svc | ns svc:80, 0.0.0.0/0:80, ::/0:80",
                "searxng | this namespace:80",
                "searxng.search | ns search:80, 0.0.0.0/0:80, ::/0:80",
                "searxng.search.svc | ns search:80",
                "SearXNG.Search.SVC.cluster.local.    | ns search:80",
                "searxng.svc.svc.cluster.local | ns svc:80",
                "pod-0.searxng.search.svc | ns search:80",
                "a.b.searxng.search.svc.cluster.local | ns search:80",
                "svc.search.example.org | 0.0.0.0/0:80, ::/0:80",
                "searxng.search.svc.example.org | 0.0.0.0/0:80, ::/0:80"
            })
    void aNameLeadsToItsNamespaceOrOutside(String host, String expected) {
        RenderedChart chart =
                RenderedChart.with("agentService: {settings: {SEARCH_URL: 'http://" + host + "/search'}}");

        assertThat(searches(chart)).containsExactlyInAnyOrder(expected.split(", ", -1));
    }

    @Test
    void aClusterMayHaveADomainOfItsOwn() {
        assertThat(searches(RenderedChart.with("""
                        networkPolicy: {clusterDomain: k8s.example.org}
                        agentService: {settings: {SEARCH_URL: "http://searxng.search.svc.k8s.example.org:8080"}}
                        """))).containsExactly("ns search:8080");
    }

    /** Where agent-service may go, without the services of the stack. */
    private static List<String> searches(RenderedChart chart) {
        String start = "agent-service -> ";
        return egress(chart).stream()
                .filter(edge -> edge.startsWith(start))
                .map(edge -> edge.substring(start.length()))
                .filter(end -> !end.equals("memory-service:8003") && !end.equals("llm-proxy:8004"))
                .toList();
    }

    @Test
    void furtherRulesAreAdded() {
        assertThat(egress(RenderedChart.with("networkPolicy: {extraEgress: {gateway: [{ports: [{port: 9}]}]}}")))
                .contains("gateway -> anybody:9");
    }

    /** What must not pass for an edge to one component, one namespace or one port. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ports: [{port: 80}], to: []}",
                "{to: [{podSelector: {}}]}",
                "{to: [{podSelector: {}}], ports: []}",
                "{to: [{podSelector: {}}], ports: [{protocol: TCP}]}",
                "{to: [{podSelector: {}}], ports: [{port: 80, endPort: 90}]}",
                "{to: [{podSelector: {}, namespaceSelector: {}}], ports: [{port: 80}]}",
                "{to: [{namespaceSelector: {}}], ports: [{port: 80}]}",
                "{to: [{podSelector: {matchLabels: {app.kubernetes.io/component: gateway}}}], ports: [{port: 80}]}",
                "{to: [{podSelector: {matchLabels: {app.kubernetes.io/component: gateway,"
                        + " app.kubernetes.io/name: miner-stack, app.kubernetes.io/instance: s"
                        + "}}}], ports: [{port: 80}]}",
                "{to: [{podSelector: {matchExpressions: [{key: a, operator: Exists}]}}], ports: [{port: 80}]}",
                "{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80}]}",
                "{to: [{podSelector: {matchLabels: {cnpg.io/cluster: another}}}], ports: [{port: 80}]}"
            })
    void aRuleThatIsWiderThanAnEdgeFails(String rule) {
        assertThatThrownBy(() -> ends(new Manifest(new Yaml().load(rule)), "to"))
                .isInstanceOfAny(AssertionError.class, NullPointerException.class);
    }

    static Stream<RenderedChart> chartsWithPolicies() {
        return ChartTests.charts().filter(chart -> !chart.kind("NetworkPolicy").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("chartsWithPolicies")
    void bothEndsOfAConnectionInsideAllowIt(RenderedChart chart) {
        Set<String> components = chart.workloads().stream()
                .map(workload -> workload.component("metadata.labels"))
                .collect(Collectors.toSet());
        Set<String> ingress = ingress(chart);

        for (String edge : egress(chart)) {
            String[] ends = edge.split(" -> ", -1);
            String target = ends[1].substring(0, ends[1].lastIndexOf(':'));
            if (components.contains(target) && !ingress.contains("anybody -> " + ends[1])) {
                assertThat(ingress).contains(edge);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("chartsWithPolicies")
    void everyPodIsUnderAPolicyForBothDirections(RenderedChart chart) {
        Manifest deny = chart.get("NetworkPolicy", "default-deny");
        assertThat(deny.at("spec.policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(deny.at("spec.ingress")).isNull();
        assertThat(deny.at("spec.egress")).isNull();
        for (Manifest workload : chart.workloads()) {
            assertThat(Objects.requireNonNull(workload.pod())
                            .map("metadata.labels")
                            .entrySet())
                    .as(workload.id())
                    .containsAll(
                            List.copyOf(deny.map("spec.podSelector.matchLabels").entrySet()));
        }
    }

    @Test
    void onlyWhoResolvesNamesReachesDns() {
        for (Manifest policy : RenderedChart.byDefault().kind("NetworkPolicy")) {
            Set<String> targets = new TreeSet<>();
            policy.parts("spec.egress").forEach(rule -> targets.addAll(ends(rule, "to")));
            boolean resolves = !Set.of(
                            "r-miner-stack-local-llm", "r-miner-stack-postgres", "r-miner-stack-default-deny")
                    .contains(policy.name());
            assertThat(targets.containsAll(DNS)).as(policy.name()).isEqualTo(resolves);
        }
    }
}
