package io.minerstack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads network policies as edges such as {@code gateway -> agent-service:8002}. Fails on every selector, port and
 * field that is wider than what the edge says: the pods of one component of this release, one namespace, one block of
 * addresses, one port of one protocol.
 */
final class PolicyEdges {

    /** Where names are resolved, in every value file. */
    static final Set<String> DNS = Set.of("ns kube-system:53/UDP", "ns kube-system:53");

    private static final String LABELS = "app.kubernetes.io/";
    private static final String CLUSTER = "cnpg.io/cluster";
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    private PolicyEdges() {}

    /** The edges that the policies of the calling pods allow, without DNS. */
    static Set<String> egress(RenderedChart chart) {
        Set<String> edges = new TreeSet<>();
        for (Manifest policy : chart.kind("NetworkPolicy")) {
            for (Manifest rule : rules(policy, "egress")) {
                for (String end : ends(rule, "to")) {
                    if (!DNS.contains(end)) {
                        edges.add(pods(policy.part("spec.podSelector")) + " -> " + end);
                    }
                }
            }
        }
        return edges;
    }

    /** The edges that the policies of the called pods allow. */
    static Set<String> ingress(RenderedChart chart) {
        Set<String> edges = new TreeSet<>();
        for (Manifest policy : chart.kind("NetworkPolicy")) {
            for (Manifest rule : rules(policy, "ingress")) {
                String target = pods(policy.part("spec.podSelector"));
                for (String end : ends(rule, "from")) {
                    int colon = end.lastIndexOf(':');
                    edges.add(end.substring(0, colon) + " -> " + target + end.substring(colon));
                }
            }
        }
        return edges;
    }

    private static List<Manifest> rules(Manifest policy, String direction) {
        assertThat(policy.map("spec").keySet())
                .as(policy.id())
                .isSubsetOf("podSelector", "policyTypes", "ingress", "egress");
        // without a type, the rules of that direction have no effect or forbid nothing
        assertThat(policy.at("spec.policyTypes")).as(policy.id()).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(policy.at("metadata.namespace")).as(policy.id()).isNull();
        return policy.parts("spec." + direction);
    }

    /** Every peer of a rule with every port. */
    static Set<String> ends(Manifest rule, String direction) {
        assertThat(rule.yaml().keySet().stream().map(Object::toString))
                .as("%s", rule)
                .isSubsetOf(direction, "ports");
        List<Manifest> ports = rule.parts("ports");
        assertThat(ports).as("a rule without ports allows all: %s", rule).isNotEmpty();
        Set<String> ends = new TreeSet<>();
        List<String> peers =
                rule.parts(direction).stream().map(PolicyEdges::peer).toList();
        assertThat(rule.at(direction) == null)
                .as("an empty list of peers allows all: %s", rule)
                .isEqualTo(peers.isEmpty());
        for (String peer : peers.isEmpty() ? List.of("anybody") : peers) {
            for (Manifest port : ports) {
                ends.add(peer + ":" + port(port));
            }
        }
        return ends;
    }

    private static String port(Manifest port) {
        assertThat(port.yaml().keySet().stream().map(Object::toString))
                .as("%s", port)
                .isSubsetOf("port", "protocol");
        assertThat(port.at("port")).as("%s", port).isInstanceOf(Integer.class);
        return port.text("port") + ("UDP".equals(port.at("protocol")) ? "/UDP" : "");
    }

    private static String peer(Manifest peer) {
        if (peer.at("ipBlock") != null) {
            String block = peer.text("ipBlock.cidr");
            assertThat(peer.yaml()).isEqualTo(Map.of("ipBlock", Map.of("cidr", block)));
            return block;
        }
        if (peer.at("namespaceSelector") != null) {
            Object namespace = Objects.requireNonNull(
                    peer.map("namespaceSelector.matchLabels").get(NAMESPACE), peer::toString);
            assertThat(peer.yaml())
                    .isEqualTo(Map.of("namespaceSelector", Map.of("matchLabels", Map.of(NAMESPACE, namespace))));
            return "ns " + namespace;
        }
        assertThat(peer.yaml().keySet().stream().map(Object::toString)).containsExactly("podSelector");
        return pods(peer.part("podSelector"));
    }

    /** The component whose pods a selector finds, in this release and no other. */
    private static String pods(Manifest selector) {
        if (selector.yaml().isEmpty()) {
            return "this namespace";
        }
        assertThat(selector.yaml().keySet().stream().map(Object::toString)).containsExactly("matchLabels");
        Map<String, Object> labels = selector.map("matchLabels");
        if (labels.containsKey(CLUSTER)) {
            assertThat(labels).isEqualTo(Map.of(CLUSTER, "r-miner-stack-postgres"));
            return "cluster";
        }
        Object component = Objects.requireNonNull(labels.get(LABELS + "component"), selector::toString);
        assertThat(labels)
                .isEqualTo(Map.of(
                        LABELS + "name", "miner-stack", LABELS + "instance", "r", LABELS + "component", component));
        return component.toString();
    }
}
