package io.minerstack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every object, whatever the values are. */
class ChartTests {

    private static final Set<String> VOLUME_TYPES =
            Set.of("configMap", "secret", "emptyDir", "projected", "persistentVolumeClaim", "downwardAPI", "csi");

    static Stream<RenderedChart> charts() {
        return Stream.concat(
                Stream.of(RenderedChart.byDefault(), RenderedChart.ofChart("values-small.yaml")),
                RenderedChart.valueFiles().stream().map(RenderedChart::of));
    }

    @Test
    void lintsStrictly() {
        LintResult result = new Helm(RenderedChart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyPodRunsInTheRestrictedProfile(RenderedChart chart) {
        for (Manifest workload : chart.workloads()) {
            Manifest pod = Objects.requireNonNull(workload.pod());
            Manifest spec = pod.part("spec");
            assertThat(spec.yaml().keySet().stream().map(Object::toString))
                    .as(workload.id())
                    .doesNotContain("hostNetwork", "hostPID", "hostIPC");
            assertThat(spec.at("automountServiceAccountToken"))
                    .as(workload.id())
                    .isEqualTo(false);
            assertThat(spec.at("securityContext.runAsNonRoot"))
                    .as(workload.id())
                    .isEqualTo(true);
            assertThat(Integer.parseInt(spec.text("securityContext.runAsUser")))
                    .as(workload.id())
                    .isPositive();
            assertThat(spec.at("securityContext.seccompProfile.type"))
                    .as(workload.id())
                    .isEqualTo("RuntimeDefault");
            for (Manifest volume : spec.parts("volumes")) {
                assertThat(volume.yaml().keySet().stream().map(Object::toString).filter(key -> !key.equals("name")))
                        .as("%s %s", workload.id(), volume)
                        .isSubsetOf(VOLUME_TYPES);
            }
            for (Manifest container : Manifest.containers(pod)) {
                Manifest security = container.part("securityContext");
                assertThat(security.yaml())
                        .as("%s %s", workload.id(), container.text("name"))
                        .isEqualTo(Map.of(
                                "allowPrivilegeEscalation",
                                false,
                                "readOnlyRootFilesystem",
                                true,
                                "privileged",
                                false,
                                "capabilities",
                                Map.of("drop", List.of("ALL"))));
                assertThat(container.parts("ports")).noneMatch(port -> port.at("hostPort") != null);
                assertThat(container.at("resources.limits.memory"))
                        .as("%s has no memory limit", workload.id())
                        .isNotNull();
                assertThat(container.at("resources.requests.cpu"))
                        .as("%s has no CPU request", workload.id())
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyImageHasAFixedTag(RenderedChart chart) {
        for (Manifest workload : chart.workloads()) {
            for (Manifest container : Manifest.containers(Objects.requireNonNull(workload.pod()))) {
                assertThat(container.text("image"))
                        .as(workload.id())
                        .matches("[^\\s:@]+(:\\d+/[^\\s:@]+)?(:[\\w][\\w.-]*|@sha256:[0-9a-f]{64})")
                        .doesNotEndWith(":latest");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void selectorsFindTheirPodsAndPortsExist(RenderedChart chart) {
        List<Manifest> pods = chart.workloads().stream()
                .map(Manifest::pod)
                .map(Objects::requireNonNull)
                .toList();
        for (Manifest service : chart.kind("Service")) {
            Map<String, Object> selector = service.map("spec.selector");
            List<Manifest> selected = pods.stream()
                    .filter(pod -> pod.map("metadata.labels").entrySet().containsAll(selector.entrySet()))
                    .toList();
            assertThat(selected).as(service.id()).hasSize(1);
            Set<String> open = selected.getFirst().parts("spec.containers").stream()
                    .flatMap(container -> container.parts("ports").stream())
                    .flatMap(port -> Stream.of(port.text("name"), port.text("containerPort")))
                    .collect(Collectors.toSet());
            assertThat(service.parts("spec.ports")).as(service.id()).allSatisfy(port -> assertThat(open)
                    .contains(port.text("targetPort")));
        }
        for (Manifest workload : chart.workloads()) {
            assertThat(workload.map("spec.template.metadata.labels"))
                    .as(workload.id())
                    .containsAllEntriesOf(workload.map("spec.selector.matchLabels"));
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void urlsBetweenTheServicesNameServicesThatExist(RenderedChart chart) {
        Set<String> known = new TreeSet<>();
        for (Manifest service : chart.kind("Service")) {
            service.parts("spec.ports").forEach(port -> known.add(service.name() + ":" + port.text("port")));
        }
        // the operator makes this one
        chart.kind("Cluster").forEach(cluster -> known.add(cluster.name() + "-rw:5432"));
        for (Manifest workload : chart.workloads()) {
            for (Manifest container : Manifest.containers(Objects.requireNonNull(workload.pod()))) {
                for (Manifest variable : container.parts("env")) {
                    Matcher url = Pattern.compile("[/@](?:r-miner-stack-vllm-\\d+\\.)?(r-miner-stack-[a-z-]+:\\d+)")
                            .matcher(String.valueOf(variable.at("value")));
                    boolean local = variable.text("name").equals("LOCAL_LLM_URL");
                    while (url.find() && !local) {
                        assertThat(known).as("%s %s", workload.id(), variable).contains(url.group(1));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void aDrainTakesLongerThanTheDeadline(RenderedChart chart) {
        for (Manifest deployment : chart.kind("Deployment")) {
            Manifest container =
                    deployment.parts("spec.template.spec.containers").getFirst();
            if (container.at("lifecycle") == null) {
                assertThat(deployment.name()).matches(".*-(valkey|probe|valkey-exporter|postgres-exporter)");
                continue;
            }
            Map<String, String> variables = container.parts("env").stream()
                    .collect(Collectors.toMap(
                            variable -> variable.text("name"), variable -> String.valueOf(variable.at("value"))));
            int deadline = Integer.parseInt(variables.getOrDefault("REQUEST_TIMEOUT", ""));
            int shutdown = Integer.parseInt(
                    variables.getOrDefault("SHUTDOWN_TIMEOUT", "").replace("s", ""));
            int drain = Integer.parseInt(
                    variables.getOrDefault("SHUTDOWN_DELAY", "").replace("s", ""));
            int sleep = Integer.parseInt(container.text("lifecycle.preStop.sleep.seconds"));
            int grace = Integer.parseInt(deployment.text("spec.template.spec.terminationGracePeriodSeconds"));
            assertThat(shutdown).as(deployment.id()).isGreaterThan(deadline);
            assertThat(drain).as(deployment.id()).isPositive();
            assertThat(grace).as(deployment.id()).isGreaterThan(sleep + drain + shutdown);
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void noObjectAppearsTwice(RenderedChart chart) {
        assertThat(chart.manifests().stream()
                        // a hook exists at its own time
                        .map(manifest -> manifest.id()
                                + manifest.map("metadata.annotations").get(ChartCopy.HOOK)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void secretsStandInSecretsOnly(RenderedChart chart) {
        Set<String> made =
                chart.kind("Secret").stream().map(Manifest::name).collect(Collectors.toCollection(TreeSet::new));
        chart.kind("Cluster").forEach(cluster -> made.add(cluster.name() + "-app"));
        for (Manifest workload : chart.workloads()) {
            Manifest pod = Objects.requireNonNull(workload.pod());
            for (Manifest container : Manifest.containers(pod)) {
                assertThat(container.parts("env"))
                        .as(workload.id())
                        .filteredOn(variable -> variable.text("name").matches(".*(KEY|PASSWORD|TOKEN|SECRET)"))
                        .allSatisfy(variable -> assertThat(variable.at("value")).isNull());
            }
            for (Manifest volume : pod.parts("spec.volumes")) {
                Stream.concat(
                                Stream.of(volume.part("secret")),
                                volume.parts("projected.sources").stream().map(source -> source.part("secret")))
                        .map(secret -> secret.at("secretName") == null ? secret.at("name") : secret.at("secretName"))
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .filter(name -> name.startsWith("r-miner-stack"))
                        .forEach(name -> assertThat(made).as(workload.id()).contains(name));
            }
        }
    }
}
