package io.minerstack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single values change. */
class ChartValuesTests {

    @Test
    void theDefaultNeedsNothingFromOutside() {
        RenderedChart chart = RenderedChart.byDefault();

        assertThat(chart.variables("Deployment", "llm-proxy")).containsEntry("LLM_PROVIDER", "local");
        assertThat(chart.manifests().stream().map(Manifest::kind).distinct().toList())
                .containsOnly(
                        "ConfigMap",
                        "Deployment",
                        "Job",
                        "NetworkPolicy",
                        "Pod",
                        "PodDisruptionBudget",
                        "Secret",
                        "Service",
                        "ServiceAccount",
                        "StatefulSet");
    }

    @Test
    void keepsTheKeyThatTheClusterHasAndElseMakesANewOne() {
        String first = RenderedChart.byDefault().get("Secret", "api-key").text("data.API_KEY");
        assertThat(RenderedChart.byDefault().get("Secret", "api-key").text("data.API_KEY"))
                .isNotEqualTo(first);
        assertThat(Base64.getDecoder().decode(first)).hasSizeGreaterThanOrEqualTo(32);
        FakeKubernetes.add("r-miner-stack-api-key", "API_KEY", first);
        try {
            assertThat(RenderedChart.byDefault().get("Secret", "api-key").text("data.API_KEY"))
                    .isEqualTo(first);
        } finally {
            FakeKubernetes.clear();
        }
    }

    @Test
    void theServicesShareASecretThatAnUpgradeKeepsAndAddsWhereItIsMissing() {
        RenderedChart installed = RenderedChart.byDefault();
        String first = installed.get("Secret", "stack-secret").text("data.STACK_SECRET");

        assertThat(Base64.getDecoder().decode(first)).hasSizeGreaterThanOrEqualTo(32);
        assertThat(first).isNotEqualTo(installed.get("Secret", "api-key").text("data.API_KEY"));
        for (String service : List.of("gateway", "agent-service", "memory-service", "llm-proxy")) {
            assertThat(mounted(installed.get("Deployment", service)))
                    .as(service)
                    .contains("r-miner-stack-stack-secret STACK_SECRET STACK_SECRET");
        }
        for (Manifest other : List.of(
                installed.get("Deployment", "local-llm"),
                installed.get("StatefulSet", "postgres"),
                installed.kind("Job").getFirst(),
                installed.kind("Pod").getFirst())) {
            assertThat(other.toString()).as(other.id()).doesNotContain("stack-secret");
        }
        // an installation of a version without this secret
        FakeKubernetes.add("r-miner-stack-api-key", "API_KEY", "a2V5");
        try {
            assertThat(RenderedChart.asUpgrade().get("Secret", "stack-secret").text("data.STACK_SECRET"))
                    .hasSizeGreaterThan(40);
            FakeKubernetes.add("r-miner-stack-stack-secret", "STACK_SECRET", first);
            assertThat(RenderedChart.asUpgrade().get("Secret", "stack-secret").text("data.STACK_SECRET"))
                    .isEqualTo(first);
        } finally {
            FakeKubernetes.clear();
        }
    }

    @Test
    void theSecretOfTheServicesCanBeOneOfYours() {
        RenderedChart chart = RenderedChart.with("secrets: {stackSecret: {existingSecret: shared, key: inner}}");

        assertThat(chart.kind("Secret").stream().map(Manifest::name)).doesNotContain("r-miner-stack-stack-secret");
        for (String service : List.of("gateway", "agent-service", "memory-service", "llm-proxy")) {
            assertThat(mounted(chart.get("Deployment", service))).as(service).contains("shared inner STACK_SECRET");
        }
    }

    @Test
    void mountsTheSecretWithKeysAsAFolderOfTheGatewayAlone() {
        RenderedChart chart = RenderedChart.with("gateway: {keysSecret: miner-keys}");

        assertThat(chart.variables("Deployment", "gateway")).containsEntry("KEYS_FILE", "/run/keys/keys.json");
        Manifest pod = chart.get("Deployment", "gateway").part("spec.template.spec");
        assertThat(pod.toString())
                // without subPath: the kubelet does not renew a single file
                .contains("mountPath=/run/keys", "secretName=miner-keys")
                .doesNotContain("subPath");
        assertThat(chart.get("Deployment", "agent-service").toString()).doesNotContain("miner-keys");
        assertThat(RenderedChart.byDefault().variables("Deployment", "gateway")).doesNotContainKey("KEYS_FILE");
    }

    @Test
    void gatewaysCountRateLimitsInTheValkeyThatTheChartRuns() {
        RenderedChart chart = RenderedChart.with("valkey: {enabled: true}");

        assertThat(chart.variables("Deployment", "gateway"))
                .containsEntry(
                        "VALKEY_URL",
                        "valkey://" + chart.get("Service", "valkey").text("metadata.name") + ":6379");
        assertThat(RenderedChart.byDefault().variables("Deployment", "gateway")).doesNotContainKey("VALKEY_URL");
        assertThat(RenderedChart.with("gateway: {settings: {VALKEY_URL: \"valkey://cache.example:6379/1\"}}")
                        .variables("Deployment", "gateway"))
                .containsEntry("VALKEY_URL", "valkey://cache.example:6379/1");
    }

    @Test
    void theProbeAsksThePublicUrlWithAKeyFromASecret() {
        RenderedChart chart = RenderedChart.with(
                "probe: {enabled: true, url: 'https://miner.example.org', existingSecret: probe-key, key: k}");

        assertThat(chart.variables("Deployment", "probe"))
                .containsEntry("PROBE_URL", "https://miner.example.org")
                .containsEntry("PROBE_INTERVAL", "60")
                .containsEntry("PROBE_PAID", "off");
        assertThat(chart.get("Deployment", "probe").toString())
                .contains("/registration:", "secretName=probe-key", "key=k", "path=PROBE_API_KEY");
        assertThat(RenderedChart.byDefault().kind("Deployment"))
                .noneMatch(deployment -> deployment.name().endsWith("-probe"));
    }

    @Test
    void theGatewaySeesTheAddressesOfCallersThatComeThroughALoadBalancer() {
        assertThat(policy("gateway: {service: {type: LoadBalancer}}")).isEqualTo("Local");
        assertThat(policy("gateway: {service: {type: NodePort, externalTrafficPolicy: Cluster}}"))
                .isEqualTo("Cluster");
        // Kubernetes refuses the field elsewhere
        assertThat(policy("gateway: {service: {type: ClusterIP}}")).isNull();
    }

    private static @Nullable Object policy(String values) {
        return RenderedChart.with(values).get("Service", "gateway").at("spec.externalTrafficPolicy");
    }

    @Test
    void wholeNumbersStayWhole() {
        assertThat(RenderedChart.of("gpu.yaml").variables("Deployment", "gateway"))
                .containsEntry("MAX_CONCURRENT_REQUESTS", "1000000")
                .containsEntry("RATE_LIMIT_COMPLETE", "60/m");
    }

    @Test
    void memoryServiceMayNotChangeTheSchemaAndTheJobMay() {
        RenderedChart chart = RenderedChart.byDefault();

        assertThat(chart.variables("Deployment", "memory-service"))
                .containsEntry("DATABASE_MIGRATE", "false")
                .containsEntry("DATABASE_URL", "postgresql://miner@r-miner-stack-postgres:5432/miner?sslmode=disable");
        Manifest job = chart.kind("Job").getFirst();
        assertThat(job.at("metadata.annotations")).isNull();
        assertThat(job.name()).matches("r-miner-stack-migration-1-[0-9a-f]{8}");
        assertThat(job.parts("spec.template.spec.containers").getFirst().yaml().get("args"))
                .isEqualTo(List.of("migrate"));
        assertThat(job.toString()).contains("postgresql://miner_owner@", "DATABASE_OWNER_PASSWORD");
    }

    @Test
    void withAnExternalDatabaseTheJobIsAHookThatNeedsOnlyWhatExists() {
        Manifest job = RenderedChart.of("external.yaml").kind("Job").getFirst();

        assertThat(job.name()).isEqualTo("r-miner-stack-migration");
        assertThat(job.map("metadata.annotations"))
                .isEqualTo(Map.of(
                        ChartCopy.HOOK,
                        "pre-install,pre-upgrade",
                        ChartCopy.HOOK + "-delete-policy",
                        "before-hook-creation,hook-succeeded"));
        assertThat(job.at("spec.template.spec.serviceAccountName")).isNull();
        assertThat(job.parts("spec.template.spec.volumes").stream()
                        .map(volume -> volume.at("secret.secretName"))
                        .filter(Objects::nonNull))
                .containsExactly("database");
        assertThat(job.toString()).contains("postgresql://miner_owner@db.example.org:5433/miner?sslmode=verify-full");
    }

    @Test
    void atAnUpgradeTheJobIsAHookThatReplacesItsPredecessor() {
        Manifest job = RenderedChart.asUpgrade().kind("Job").getFirst();

        assertThat(job.name()).isEqualTo("r-miner-stack-migration");
        assertThat(job.map("metadata.annotations"))
                .isEqualTo(Map.of(
                        ChartCopy.HOOK,
                        "pre-upgrade",
                        ChartCopy.HOOK + "-delete-policy",
                        "before-hook-creation,hook-succeeded"));
        assertThat(job.at("spec.ttlSecondsAfterFinished")).isEqualTo(86400);
    }

    @Test
    void llmProxyHasARoleOfItsOwnInTheSameDatabase() {
        RenderedChart chart = RenderedChart.byDefault();

        assertThat(chart.variables("Deployment", "llm-proxy"))
                .containsEntry(
                        "USAGE_DATABASE_URL",
                        "postgresql://miner_usage@r-miner-stack-postgres:5432/miner?sslmode=disable");
        assertThat(mounted(chart.get("Deployment", "llm-proxy")))
                .containsExactly(
                        "r-miner-stack-stack-secret STACK_SECRET STACK_SECRET",
                        "r-miner-stack-database USAGE_DATABASE_PASSWORD USAGE_DATABASE_PASSWORD");
        assertThat(chart.kind("Job").getFirst().toString()).contains("DATABASE_USAGE_ROLE");
        assertThat(RenderedChart.of("cloudnativepg.yaml").kind("Secret").stream()
                        .map(Manifest::name))
                .contains("r-miner-stack-database-usage", "r-miner-stack-database-user");
    }

    /** A role that an upgrade is the first to make is not there before it. */
    @Test
    void atAnUpgradeTheTablesOfLlmProxyAreGrantedAfterwards() {
        RenderedChart chart = RenderedChart.asUpgrade();

        assertThat(chart.get("Job", "migration").toString()).doesNotContain("DATABASE_USAGE_ROLE");
        Manifest later = chart.get("Job", "migration-usage");
        assertThat(later.map("metadata.annotations")).containsEntry(ChartCopy.HOOK, "post-upgrade");
        assertThat(later.toString()).contains("DATABASE_USAGE_ROLE");
        assertThat(chart.get("NetworkPolicy", "migration-hook")
                        .map("metadata.annotations")
                        .get(ChartCopy.HOOK))
                .isEqualTo("pre-upgrade,post-upgrade");
        // with an external database the role exists, because an operator made it
        assertThat(RenderedChart.asUpgrade("external.yaml").kind("Job")).hasSize(1);
    }

    @Test
    void llmProxyHasNoDatabaseWhereASecretOfYoursHasNoPasswordForIt() {
        for (RenderedChart chart : List.of(
                RenderedChart.of("external.yaml"),
                RenderedChart.with("postgresql: {plain: {existingSecret: mine}}"),
                RenderedChart.with("postgresql: {usageUser: \"\"}"))) {
            assertThat(chart.variables("Deployment", "llm-proxy")).doesNotContainKey("USAGE_DATABASE_URL");
            assertThat(chart.kind("Job").getFirst().toString()).doesNotContain("DATABASE_USAGE_ROLE");
        }
        RenderedChart chart = RenderedChart.with("postgresql: {plain: {existingSecret: mine, usageKey: third}}");
        assertThat(mounted(chart.get("Deployment", "llm-proxy"))).contains("mine third USAGE_DATABASE_PASSWORD");
        assertThat(mounted(chart.get("StatefulSet", "postgres"))).contains("mine third USAGE_DATABASE_PASSWORD");
    }

    @Test
    void thePolicyOfAHookExistsBeforeItsJob() {
        for (RenderedChart chart : List.of(
                RenderedChart.of("external.yaml"),
                RenderedChart.asUpgrade(),
                RenderedChart.asUpgrade("cloudnativepg.yaml"))) {
            Map<String, Object> job = chart.get("Job", "migration").map("metadata.annotations");
            Manifest policy = chart.get("NetworkPolicy", "migration-hook");
            Map<String, Object> annotations = policy.map("metadata.annotations");

            assertThat(String.valueOf(annotations.get(ChartCopy.HOOK)))
                    .isNotEqualTo("null")
                    .startsWith(String.valueOf(job.get(ChartCopy.HOOK)));
            assertThat(annotations.get(ChartCopy.HOOK + "-delete-policy"))
                    .isEqualTo(job.get(ChartCopy.HOOK + "-delete-policy"));
            assertThat(Integer.parseInt(annotations
                            .getOrDefault(ChartCopy.HOOK + "-weight", "0")
                            .toString()))
                    .as("a hook without a weight has 0")
                    .isNegative();
            assertThat(policy.component("spec.podSelector.matchLabels")).isEqualTo("migration");
            assertThat(policy.parts("spec.egress")).as("DNS and the database").hasSize(2);
        }
    }

    @Test
    void anOrdinaryJobHasAnOrdinaryPolicy() {
        assertThat(RenderedChart.byDefault().get("NetworkPolicy", "migration").at("metadata.annotations"))
                .isNull();
    }

    @Test
    void withoutMigrationsNothingOfThemIsLeft() {
        RenderedChart chart = RenderedChart.with("migration: {enabled: false}");

        assertThat(chart.kind("Job")).isEmpty();
        assertThat(chart.kind("NetworkPolicy").stream().map(Manifest::name))
                .doesNotContain("r-miner-stack-migration", "r-miner-stack-migration-hook");
    }

    @Test
    void passwordsOfThePlainDatabaseCanComeFromASecretOfYours() {
        RenderedChart chart = RenderedChart.with("""
                postgresql: {plain: {existingSecret: mine, userKey: u, ownerKey: o}}
                """);

        assertThat(chart.kind("Secret").stream().map(Manifest::name))
                .containsExactlyInAnyOrder("r-miner-stack-api-key", "r-miner-stack-stack-secret");
        assertThat(mounted(chart.get("StatefulSet", "postgres")))
                .containsExactlyInAnyOrder("mine u DATABASE_PASSWORD", "mine o DATABASE_OWNER_PASSWORD");
        assertThat(mounted(chart.get("Deployment", "memory-service")))
                .containsExactly("mine u DATABASE_PASSWORD", "r-miner-stack-stack-secret STACK_SECRET STACK_SECRET");
        assertThat(mounted(chart.kind("Job").getFirst())).containsExactly("mine o DATABASE_PASSWORD");
    }

    @Test
    void passwordsOfCloudNativePgCanComeFromSecretsOfYours() {
        RenderedChart chart = RenderedChart.with("""
                postgresql:
                  mode: cloudnativepg
                  cloudnativepg: {existingUserSecret: user, existingOwnerSecret: owner, existingUsageSecret: usage}
                """);
        Manifest cluster = chart.get("Cluster", "postgres");

        assertThat(chart.kind("Secret").stream().map(Manifest::name))
                .containsExactlyInAnyOrder("r-miner-stack-api-key", "r-miner-stack-stack-secret");
        assertThat(cluster.text("spec.bootstrap.initdb.secret.name")).isEqualTo("owner");
        assertThat(cluster.parts("spec.managed.roles").getFirst().text("passwordSecret.name"))
                .isEqualTo("user");
        assertThat(mounted(chart.get("Deployment", "memory-service")))
                .containsExactly(
                        "user password DATABASE_PASSWORD", "r-miner-stack-stack-secret STACK_SECRET STACK_SECRET");
        assertThat(mounted(chart.get("Deployment", "llm-proxy"))).contains("usage password USAGE_DATABASE_PASSWORD");
        assertThat(mounted(chart.kind("Job").getFirst())).containsExactly("owner password DATABASE_PASSWORD");
    }

    @Test
    void makesNoSecretWhereEverySecretExists() {
        assertThat(RenderedChart.of("secrets.yaml").kind("Secret")).isEmpty();
        assertThat(RenderedChart.with("""
                        secrets: {apiKey: {existingSecret: key}, stackSecret: {existingSecret: shared}}
                        postgresql: {plain: {existingSecret: mine}}
                        """).kind("Secret")).isEmpty();
    }

    @Test
    void withoutASecretOfYoursEveryPasswordIsRandomAndStands() {
        Manifest made = RenderedChart.byDefault().get("Secret", "database");

        assertThat(made.map("data").keySet())
                .containsExactly("DATABASE_OWNER_PASSWORD", "DATABASE_PASSWORD", "USAGE_DATABASE_PASSWORD");
        assertThat(Set.copyOf(made.map("data").values())).hasSize(3);
        assertThat(mounted(RenderedChart.byDefault().get("StatefulSet", "postgres")))
                .containsExactlyInAnyOrder(
                        "r-miner-stack-database DATABASE_PASSWORD DATABASE_PASSWORD",
                        "r-miner-stack-database DATABASE_OWNER_PASSWORD DATABASE_OWNER_PASSWORD",
                        "r-miner-stack-database USAGE_DATABASE_PASSWORD USAGE_DATABASE_PASSWORD");
        assertThat(RenderedChart.of("cloudnativepg.yaml")
                        .get("Cluster", "postgres")
                        .at("spec.bootstrap.initdb.secret"))
                .as("the operator makes the owner's")
                .isNull();
    }

    /** Entries of Secrets that the pods of a workload mount: Secret, key, file. */
    private static List<String> mounted(Manifest workload) {
        List<String> entries = new ArrayList<>();
        for (Manifest volume : Objects.requireNonNull(workload.pod()).parts("spec.volumes")) {
            Stream.concat(
                            Stream.of(volume.part("secret")),
                            volume.parts("projected.sources").stream().map(source -> source.part("secret")))
                    .forEach(secret -> secret.parts("items")
                            .forEach(item -> entries.add(
                                    (secret.at("name") == null ? secret.text("secretName") : secret.text("name")) + " "
                                            + item.text("key") + " " + item.text("path"))));
        }
        return entries;
    }

    @Test
    void aJobThatChangesGetsAnotherName() {
        assertThat(RenderedChart.with("image: {tag: a}").kind("Job").getFirst().name())
                .isNotEqualTo(RenderedChart.with("image: {tag: b}")
                        .kind("Job")
                        .getFirst()
                        .name());
    }

    @ParameterizedTest
    @CsvSource({"none,0,0", "cpu,1,0", "keda,0,1"})
    void aWorkloadHasOneScaler(String by, int autoscalers, int scaledObjects) {
        RenderedChart chart = RenderedChart.with("""
                kedaPrometheus: http://prometheus:9090
                gateway: {autoscaling: {by: %s}}
                """.formatted(by));

        assertThat(chart.kind("HorizontalPodAutoscaler")).hasSize(autoscalers);
        assertThat(chart.kind("ScaledObject")).hasSize(scaledObjects);
        assertThat(chart.get("Deployment", "gateway").at("spec.replicas") == null)
                .as("the scaler alone sets the number of pods")
                .isEqualTo(!by.equals("none"));
    }

    @Test
    void nothingIsScaledByTwoScalers() {
        for (String file : RenderedChart.valueFiles()) {
            RenderedChart chart = RenderedChart.of(file);
            List<String> targets = Stream.of("HorizontalPodAutoscaler", "ScaledObject")
                    .flatMap(kind -> chart.kind(kind).stream())
                    .map(scaler ->
                            scaler.text("spec.scaleTargetRef.kind") + "/" + scaler.text("spec.scaleTargetRef.name"))
                    .toList();

            assertThat(targets).as(file).doesNotHaveDuplicates();
        }
    }

    @Test
    void kedaScalesOnCpuAndOnRequestsInFlightAndAMissingMetricIsNotZero() {
        RenderedChart chart = RenderedChart.with("""
                kedaPrometheus: http://prometheus:9090
                providers: [local, vllm]
                gateway: {autoscaling: {by: keda}}
                agentService: {autoscaling: {by: keda}}
                memoryService: {autoscaling: {by: keda}}
                llmProxy: {autoscaling: {by: keda}}
                localLlm: {autoscaling: {by: keda}}
                vllm: {enabled: true, autoscaling: {by: keda}}
                """);
        Map<String, List<String>> triggers = new TreeMap<>();
        for (Manifest scaled : chart.kind("ScaledObject")) {
            List<Manifest> all = scaled.parts("spec.triggers");
            List<Manifest> queries = all.stream()
                    .filter(trigger -> trigger.text("type").equals("prometheus"))
                    .toList();
            triggers.put(
                    scaled.name().substring("r-miner-stack-".length()),
                    all.stream().map(trigger -> trigger.text("type")).toList());
            assertThat(queries).as(scaled.name()).allSatisfy(query -> assertThat(query.at("metadata.ignoreNullValues"))
                    .isEqualTo("false"));
            assertThat(scaled.at("spec.fallback") != null)
                    .as("%s: what an error leads to", scaled.name())
                    .isEqualTo(!queries.isEmpty());
        }

        assertThat(triggers)
                .isEqualTo(Map.of(
                        "gateway", List.of("cpu", "prometheus"),
                        "agent-service", List.of("cpu", "prometheus"),
                        "llm-proxy", List.of("cpu", "prometheus"),
                        "memory-service", List.of("cpu"),
                        "local-llm", List.of("cpu"),
                        "vllm", List.of("prometheus", "prometheus")));
    }

    @Test
    void theUrlOfAProxyCanComeFromASecretOfYours() {
        RenderedChart chart = RenderedChart.with("""
                secrets: {httpsProxy: {existingSecret: proxy, key: url, address: "proxy.example.org:3128"}}
                """);

        assertThat(mounted(chart.get("Deployment", "llm-proxy"))).contains("proxy url HTTPS_PROXY");
        assertThat(chart.variables("Deployment", "llm-proxy")).doesNotContainKey("HTTPS_PROXY");
        for (String other : List.of("gateway", "agent-service", "memory-service", "local-llm")) {
            assertThat(chart.get("Deployment", other).toString()).as(other).doesNotContain("proxy url");
        }
    }

    @Test
    void memoryServiceAndTheMigrationTrustTheCaOfAnExternalDatabase() {
        String values = """
                postgresql:
                  mode: external
                  external: {host: db.example.org, sslmode: verify-full, existingSecret: database, %s}
                """;
        RenderedChart chart = RenderedChart.with(values.formatted("caSecret: database-ca, caKey: root.pem"));

        for (Manifest workload : List.of(
                chart.get("Deployment", "memory-service"), chart.kind("Job").getFirst())) {
            assertThat(workload.toString()).contains("sslmode=verify-full&sslrootcert=/run/database-ca/ca.crt");
            assertThat(mounted(workload)).contains("database-ca root.pem ca.crt");
            assertThat(workload.parts("spec.template.spec.containers")
                            .getFirst()
                            .parts("volumeMounts"))
                    .filteredOn(mount -> mount.text("mountPath").equals("/run/database-ca"))
                    .singleElement()
                    .satisfies(mount -> assertThat(mount.at("readOnly")).isEqualTo(true));
        }
        assertThat(chart.get("Deployment", "gateway").toString()).doesNotContain("database-ca");
        assertThat(RenderedChart.with(values.formatted("caSecret: ''"))
                        .manifests()
                        .toString())
                .doesNotContain("sslrootcert", "database-ca");
    }

    @Test
    void thePodOfATestStaysForItsLogAndGoesAtAnUninstall() {
        List<Manifest> pods = RenderedChart.byDefault().kind("Pod");
        String deletion = ChartCopy.HOOK + "-delete-policy";

        assertThat(pods).extracting(Manifest::name).containsOnly("r-miner-stack-test");
        assertThat(pods)
                .extracting(pod -> pod.map("metadata.annotations"))
                .containsExactlyInAnyOrder(
                        Map.of(ChartCopy.HOOK, "test", deletion, "before-hook-creation"),
                        // Helm deletes the pod of the test before it makes this one, which has its name
                        Map.of(
                                ChartCopy.HOOK,
                                "post-delete",
                                deletion,
                                "before-hook-creation,hook-succeeded,hook-failed"));
        assertThat(RenderedChart.with("test: {enabled: false}").manifests().toString())
                .doesNotContain("r-miner-stack-test");
    }

    @Test
    void aFailedMigrationOfAnUpgradeHasChangedNothingElse() {
        for (RenderedChart chart : List.of(RenderedChart.asUpgrade(), RenderedChart.asUpgrade("external.yaml"))) {
            List<Manifest> hooks = chart.manifests().stream()
                    .filter(manifest -> String.valueOf(
                                    manifest.map("metadata.annotations").get(ChartCopy.HOOK))
                            .contains("pre-upgrade"))
                    .toList();

            assertThat(hooks).extracting(Manifest::kind).containsExactlyInAnyOrder("Job", "NetworkPolicy");
            assertThat(hooks)
                    .as("the job stays for its log, and the next upgrade replaces it")
                    .allSatisfy(
                            hook -> assertThat(hook.map("metadata.annotations").get(ChartCopy.HOOK + "-delete-policy"))
                                    .isEqualTo("before-hook-creation,hook-succeeded"));
        }
    }

    @Test
    void aSmallClusterHasRoomForEveryPodAndOneMore() {
        RenderedChart chart = RenderedChart.ofChart("values-small.yaml");
        double cpus = 0;
        double mebibytes = 0;
        double largest = 0;
        for (Manifest workload : chart.workloads()) {
            boolean stays = List.of("Deployment", "StatefulSet").contains(workload.kind());
            Manifest container =
                    Manifest.containers(Objects.requireNonNull(workload.pod())).getLast();
            double memory = mebibytes(container.text("resources.requests.memory"));
            if (stays) {
                assertThat(workload.at("spec.replicas")).as(workload.id()).isEqualTo(1);
                cpus += Double.parseDouble(
                                container.text("resources.requests.cpu").replace("m", ""))
                        / 1000;
                mebibytes += memory;
            }
            largest = Math.max(largest, memory);
        }

        assertThat(cpus).isEqualTo(0.5, Offset.offset(0.001));
        assertThat(mebibytes).isEqualTo(2560);
        assertThat(mebibytes + largest).as("during an upgrade").isLessThan(4096);
        assertThat(chart.kind("PodDisruptionBudget"))
                .as("a budget for a single pod would stop every drain of its node")
                .isEmpty();
    }

    private static double mebibytes(String quantity) {
        return quantity.endsWith("Gi")
                ? 1024 * Double.parseDouble(quantity.replace("Gi", ""))
                : Double.parseDouble(quantity.replace("Mi", ""));
    }

    @Test
    void aRestoreTakesThePlaceOfAnEmptyDatabase() {
        Manifest cluster = RenderedChart.with("""
                postgresql:
                  mode: cloudnativepg
                  cloudnativepg: {spec: {bootstrap: {recovery: {source: origin}}}}
                """).kind("Cluster").getFirst();

        assertThat(cluster.map("spec.bootstrap").keySet()).hasToString("[recovery]");
        assertThat(cluster.at("spec.managed.roles")).isNotNull();
    }

    @Test
    void aRolloutMayWaitAsLongAsTheMigration() {
        assertThat(RenderedChart.with("migration: {timeoutSeconds: 900}")
                        .get("Deployment", "memory-service")
                        .at("spec.progressDeadlineSeconds"))
                .hasToString("1200");
    }

    @Test
    void kedaAsksForMetricsThatExist() {
        String queries = RenderedChart.of("gpu.yaml").kind("ScaledObject").toString()
                + RenderedChart.of("cloudnativepg.yaml").kind("ScaledObject");

        assertThat(queries)
                .contains("sum(miner_gateway_requests_in_flight{namespace=\"ns\",pod=~\"r-miner-stack-gateway-")
                .contains("sum(vllm:num_requests_waiting{namespace=\"ns\",pod=~\"r-miner-stack-vllm-[0-9]+\"})")
                .contains("sum(vllm:kv_cache_usage_perc{namespace=\"ns\",pod=~\"r-miner-stack-vllm-[0-9]+\"})");
    }

    @Test
    void kedaCountsThePodsOfItsOwnReleaseAlone() {
        RenderedChart chart = RenderedChart.with("""
                kedaPrometheus: http://prometheus:9090
                fullnameOverride: one.two
                agentService: {autoscaling: {by: keda}}
                llmProxy: {autoscaling: {by: keda}}
                vllm: {enabled: true, autoscaling: {by: keda}}
                """);
        List<String> queries = chart.kind("ScaledObject").stream()
                .flatMap(scaled -> scaled.parts("spec.triggers").stream())
                .map(trigger -> String.valueOf(trigger.at("metadata.query")))
                .filter(query -> !query.equals("null"))
                .toList();
        List<Pattern> pods = queries.stream()
                .flatMap(query ->
                        Pattern.compile("pod=~\"([^\"]+)\"").matcher(query).results())
                .map(selector -> Pattern.compile(selector.group(1)))
                .toList();

        assertThat(pods).as("every series has the selector: %s", queries).hasSize(5);
        assertThat(queries.stream()
                        .flatMap(query -> Pattern.compile("[{]").matcher(query).results()))
                .hasSameSizeAs(pods);
        for (String own : List.of(
                "one.two-gateway-7d9f8b6c5-x2x9z",
                "one.two-llm-proxy-7d9f8b6c5-x2x9z",
                // a name that is longer than 58 characters is cut before the last part
                "one.two-gateway-7dx2x9z",
                "one.two-vllm-0",
                "one.two-vllm-13")) {
            assertThat(pods).as(own).anyMatch(pattern -> pattern.matcher(own).matches());
        }
        for (String other : List.of(
                "one-two-gateway-7d9f8b6c5-x2x9z",
                "two-gateway-7d9f8b6c5-x2x9z",
                "zone.two-gateway-7d9f8b6c5-x2x9z",
                "one.two-gateway-gateway-7d9f8b6c5-x2x9z",
                "one.two-llm-proxy-llm-proxy-7d9f8b6c5-x2x9z",
                "one.two-vllm-vllm-0")) {
            assertThat(pods).as(other).noneMatch(pattern -> pattern.matcher(other)
                    .matches());
        }
    }

    @Test
    void aDisruptionBudgetExistsOnlyForSeveralPods() {
        RenderedChart chart = RenderedChart.with("""
                gateway: {replicas: 1}
                agentService: {replicas: 1, autoscaling: {by: cpu, min: 2}}
                """);

        assertThat(chart.kind("PodDisruptionBudget").stream().map(Manifest::name))
                .containsExactlyInAnyOrder(
                        "r-miner-stack-agent-service", "r-miner-stack-memory-service", "r-miner-stack-llm-proxy");
    }

    @Test
    void llmProxyFindsThePodsOfVllmBehindTheHeadlessService() {
        for (String values : List.of("gpu.yaml", "cloudnativepg.yaml")) {
            RenderedChart chart = RenderedChart.of(values);
            Manifest pods = chart.get("Service", "vllm-pods");

            assertThat(pods.at("spec.clusterIP")).isEqualTo("None");
            assertThat(pods.at("spec.publishNotReadyAddresses"))
                    .as("a pod that loads its model gets no request")
                    .isNull();
            assertThat(chart.variables("Deployment", "llm-proxy"))
                    .containsEntry("VLLM_BASE_URL", "http://" + pods.name() + ":8000/v1");
        }
    }

    @Test
    void llmProxyHasRoomForTheQueuesOfAllPodsOfVllm() {
        RenderedChart fixed = RenderedChart.with("vllm: {enabled: true, maxQueuedRequests: 100, replicas: 3}");
        RenderedChart scaled = RenderedChart.with("""
                kedaPrometheus: http://p:9090
                vllm: {enabled: true, maxQueuedRequests: 100, autoscaling: {by: keda, max: 5}}
                """);

        assertThat(fixed.variables("Deployment", "llm-proxy")).containsEntry("VLLM_MAX_CONCURRENT", "300");
        assertThat(scaled.variables("Deployment", "llm-proxy")).containsEntry("VLLM_MAX_CONCURRENT", "500");
    }

    @Test
    void vllmHasItsGpusAndTimeToLoad() {
        Manifest pod = RenderedChart.of("gpu.yaml").get("StatefulSet", "vllm").part("spec.template.spec");
        Manifest container = pod.parts("containers").getFirst();

        assertThat(container.map("resources.limits")).isEqualTo(Map.of("memory", "32Gi", "nvidia.com/gpu", 2));
        assertThat(container.text("args")).contains("--tensor-parallel-size=2", "--shutdown-timeout=60");
        assertThat(pod.text("runtimeClassName")).isEqualTo("nvidia");
        assertThat(Integer.parseInt(container.text("startupProbe.failureThreshold"))
                        * Integer.parseInt(container.text("startupProbe.periodSeconds")))
                .isEqualTo(3600);
        assertThat(container.toString()).contains("name=VLLM_API_KEY", "secretKeyRef");
    }

    @Test
    void routesLastLongerThanTheDeadlineAndTakeTheSameBodies() {
        assertThat(RenderedChart.of("external.yaml").get("Ingress", "gateway").map("metadata.annotations"))
                .isEqualTo(Map.of(
                        "nginx.ingress.kubernetes.io/proxy-read-timeout",
                        "130",
                        "nginx.ingress.kubernetes.io/proxy-send-timeout",
                        "130",
                        "nginx.ingress.kubernetes.io/proxy-body-size",
                        "10m"));
        assertThat(RenderedChart.of("gpu.yaml")
                        .get("HTTPRoute", "gateway")
                        .parts("spec.rules")
                        .getFirst()
                        .map("timeouts"))
                .isEqualTo(Map.of("request", "70s", "backendRequest", "70s"));
    }

    @Test
    void settingsOfAllPodsReachEveryPodAndAComponentsWin() {
        RenderedChart chart = RenderedChart.of("pods.yaml");

        for (Manifest workload : chart.workloads()) {
            Manifest pod = Objects.requireNonNull(workload.pod());
            boolean gateway = workload.id().equals("Deployment/r-miner-stack-gateway");
            assertThat(pod.text("metadata.labels.team")).isEqualTo("miners");
            assertThat(pod.text("metadata.annotations.note")).as(workload.id()).isEqualTo(gateway ? "gateway" : "all");
            assertThat(pod.text("spec.nodeSelector.disk")).isEqualTo(gateway ? "any" : "ssd");
            assertThat(pod.text("spec.priorityClassName")).isEqualTo("system-cluster-critical");
            assertThat(pod.at("spec.affinity.podAntiAffinity")).isNotNull();
            assertThat(pod.at("spec.tolerations")).as(workload.id()).isNotNull();
            if ("post-delete".equals(pod.map("metadata.annotations").get(ChartCopy.HOOK))) {
                // volumes of the release are gone by then, and a pod that waits for one never ends
                assertThat(pod.parts("spec.volumes")).isEmpty();
                continue;
            }
            assertThat(pod.parts("spec.volumes")).as(workload.id()).anyMatch(volume -> volume.text("name")
                    .equals("ca"));
            assertThat(pod.parts("spec.containers").getFirst().toString())
                    .as(workload.id())
                    .contains("/ca", "TZ");
        }
        assertThat(chart.kind("ConfigMap").stream().map(Manifest::name)).contains("r-ca");
        assertThat(chart.kind("NetworkPolicy")).isEmpty();
    }

    @Test
    void prometheusKnowsTheServicesByTheJobsOfTheRules() {
        RenderedChart chart = RenderedChart.of("gpu.yaml");

        TreeSet<String> jobs = new TreeSet<>();
        for (Manifest monitor : chart.kind("ServiceMonitor")) {
            assertThat(monitor.text("spec.jobLabel")).isEqualTo("app.kubernetes.io/component");
            jobs.add(monitor.component("spec.selector.matchLabels"));
            assertThat(monitor.text("metadata.labels.release")).isEqualTo("prometheus");
        }
        assertThat(jobs)
                .containsExactly(
                        "agent-service",
                        "gateway",
                        "llm-proxy",
                        "local-llm",
                        "memory-service",
                        "postgres-exporter",
                        "probe",
                        "valkey-exporter",
                        "vllm");
        assertThat(chart.kind("PrometheusRule").toString())
                .as("a Prometheus may watch several installations")
                .contains("up{namespace=\"ns\",job=\"gateway\"}")
                .contains("miner_gateway_answers_total{namespace=\"ns\",job=\"gateway\"")
                .doesNotContain("{job");
        assertThat(chart.get("ConfigMap", "dashboard-overview").map("metadata.labels"))
                .containsEntry("grafana_dashboard", "1");
        assertThat(chart.get("Service", "gateway").parts("spec.ports"))
                .as("the management port is not published with the public one")
                .hasSize(1);
    }

    @Test
    void linksToRunbooksBeginWithTheUrlOfTheValues() {
        RenderedChart chart = RenderedChart.of("gpu.yaml");

        assertThat(chart.kind("PrometheusRule").toString())
                .contains("runbook_url=https://git.example.org/miner/docs/runbooks/TargetDown.md");
        assertThat(chart.get("ConfigMap", "dashboard-overview").toString())
                .contains("https://git.example.org/miner/docs/runbooks/ProbeFailing.md")
                .doesNotContain("/public/runbooks");
        assertThat(RenderedChart.with("monitoring: {prometheusRule: {enabled: true}}")
                        .kind("PrometheusRule")
                        .toString())
                .contains("runbook_url=docs/runbooks/TargetDown.md");
    }

    /** The API server refuses a larger one. */
    @Test
    void everyBoardFitsIntoAConfigMap() {
        for (Manifest map : RenderedChart.of("gpu.yaml").kind("ConfigMap")) {
            assertThat(map.toString().length()).as(map.id()).isLessThan(1_000_000);
        }
    }

    @Test
    void theExporterHasARoleOfItsOwnWithTheFewestRights() {
        RenderedChart chart = RenderedChart.of("gpu.yaml");

        assertThat(chart.variables("Deployment", "postgres-exporter"))
                .containsEntry("DATA_SOURCE_URI", "r-miner-stack-postgres:5432/miner?sslmode=disable&connect_timeout=2")
                .containsEntry("DATA_SOURCE_USER", "miner_monitor");
        assertThat(mounted(chart.get("StatefulSet", "postgres")))
                .contains("r-miner-stack-postgres-exporter password MONITOR_DATABASE_PASSWORD");
        assertThat(chart.get("ConfigMap", "postgres").yaml().toString()).contains("GRANT pg_monitor");
        assertThat(chart.variables("Deployment", "valkey-exporter"))
                .containsEntry("REDIS_ADDR", "redis://r-miner-stack-valkey:6379");
    }

    @Test
    void cloudNativePgMakesTheExportersRole() {
        RenderedChart chart = RenderedChart.with("""
                postgresql: {mode: cloudnativepg}
                monitoring: {postgresExporter: {enabled: true}}
                """);

        assertThat(chart.get("Cluster", "postgres")
                        .parts("spec.managed.roles")
                        .getLast()
                        .yaml())
                .isEqualTo(Map.of(
                        "name",
                        "miner_monitor",
                        "ensure",
                        "present",
                        "login",
                        true,
                        "inRoles",
                        List.of("pg_monitor"),
                        "passwordSecret",
                        Map.of("name", "r-miner-stack-postgres-exporter")));
        assertThat(chart.get("Secret", "postgres-exporter").map("data").keySet())
                .containsExactly("password", "username");
    }

    @Test
    void cloudNativePgGetsPluginsRolesAndBackups() {
        RenderedChart chart = RenderedChart.of("cloudnativepg.yaml");
        Manifest cluster = chart.get("Cluster", "postgres");

        assertThat(cluster.parts("spec.plugins").getFirst().text("name")).isEqualTo("barman-cloud.cloudnative-pg.io");
        assertThat(cluster.parts("spec.managed.roles").stream().map(role -> role.text("name")))
                .containsExactly("miner", "miner_usage", "reader");
        assertThat(cluster.text("spec.bootstrap.initdb.owner")).isEqualTo("miner_owner");
        assertThat(chart.get("ScheduledBackup", "postgres").text("spec.cluster.name"))
                .isEqualTo(cluster.name());
        assertThat(chart.kind("StatefulSet").stream().map(Manifest::name)).containsExactly("r-miner-stack-vllm");
    }
}
