package io.minerstack.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.netty.ConnectionTable.Admission;
import io.minerstack.gateway.netty.ConnectionTable.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Thirty-two places, of which two are a reserve, and a share of four for each address. */
class ConnectionTableTests {

    private static final int LIMIT = 32;
    private static final int SHARE = 4;

    private final ConnectionTable table = new ConnectionTable(LIMIT, SHARE);

    @Test
    void closesTheOldestConnectionWithoutAKeyOfAnAddressThatHasItsShare() {
        OpenConnection oldest = open("192.0.2.1");
        for (int more = 1; more < SHARE; more++) {
            open("192.0.2.1");
        }
        open("192.0.2.2");

        Admission next = table.admit(connection("192.0.2.1"));

        assertThat(next).isEqualTo(new Admission(true, oldest, Reason.ADDRESS_SHARE));
        assertThat(table.size()).isEqualTo(SHARE + 1);
    }

    @Test
    void doesNotCountConnectionsWithAKeyForTheirAddress() {
        for (int connection = 0; connection < LIMIT - SHARE; connection++) {
            open("192.0.2.1").trust();
        }
        for (int connection = 0; connection < SHARE; connection++) {
            assertThat(table.admit(connection("192.0.2.1")).evicted()).isNull();
        }

        assertThat(table.size()).isEqualTo(LIMIT);
        assertThat(table.untrustedSize()).isEqualTo(SHARE);
    }

    @Test
    void closesTheOldestConnectionWithoutAKeyWhenAllPlacesAreTaken() {
        OpenConnection withKey = open("192.0.2.1");
        withKey.trust();
        OpenConnection oldest = open("198.51.100.1");
        fill();

        assertThat(table.admit(connection("203.0.113.1"))).isEqualTo(new Admission(true, oldest, Reason.FULL));
        assertThat(table.size()).isEqualTo(LIMIT);
    }

    @Test
    void keepsAReserveForConnectionsThatHaveYetToShowTheirKey() {
        OpenConnection longestIdle = open("192.0.2.1");
        longestIdle.trust();
        OpenConnection busy = open("192.0.2.1");
        busy.trust();
        busy.setBusy(true);
        for (int connection = 2; connection < LIMIT - 1; connection++) {
            open("192.0.2.1").trust();
        }
        open("192.0.2.2");

        // one place of the reserve is taken by a connection with a key
        assertThat(table.admit(connection("192.0.2.3"))).isEqualTo(new Admission(true, longestIdle, Reason.FULL));
        // both are free of keys now, so connections without a key make room for each other
        assertThat(table.admit(connection("192.0.2.4")).evicted())
                .extracting(OpenConnection::network)
                .isEqualTo("192.0.2.2");
    }

    @Test
    void refusesAConnectionWhereEveryOtherOneHasARequestUnderWay() {
        for (int connection = 0; connection < LIMIT; connection++) {
            OpenConnection busy = open("192.0.2.1");
            busy.trust();
            busy.setBusy(true);
        }

        assertThat(table.admit(connection("192.0.2.2"))).isEqualTo(Admission.REFUSED);
        assertThat(table.size()).isEqualTo(LIMIT);
    }

    @Test
    void countsAConnectionAgainWhoseNextKeyIsNotAccepted() {
        OpenConnection first = open("192.0.2.1");
        first.trust();
        first.distrust();

        assertThat(table.untrustedSize()).isEqualTo(1);
    }

    @Test
    void trustsTheConnectionsOfATrustedProxy() {
        for (int connection = 0; connection < 2 * SHARE; connection++) {
            OpenConnection proxied = new OpenConnection(table, "10.0.0.1", true, () -> {});
            assertThat(table.admit(proxied).evicted()).isNull();
            proxied.distrust();
        }

        assertThat(table.untrustedSize()).isZero();
    }

    @Test
    void givesEveryPlaceBackOnce() {
        List<OpenConnection> connections = new ArrayList<>();
        for (int connection = 0; connection < 10_000; connection++) {
            OpenConnection next = open("192.0.2." + connection % 200);
            if (connection % 3 == 0) {
                next.trust();
            }
            next.setBusy(true);
            next.setBusy(false);
            connections.add(next);
        }
        assertThat(table.size()).isEqualTo(LIMIT);

        connections.forEach(OpenConnection::closed);
        connections.forEach(OpenConnection::closed);
        connections.forEach(OpenConnection::trust);
        connections.forEach(connection -> connection.setBusy(true));

        assertThat(table.size()).isZero();
        assertThat(table.untrustedSize()).isZero();
        fill();
        assertThat(table.size()).isEqualTo(LIMIT);
    }

    /** Opens connections from addresses of their own until all places are taken. */
    private void fill() {
        for (int address = 1; table.size() < LIMIT; address++) {
            open("198.18.0." + address);
        }
    }

    private OpenConnection open(String network) {
        OpenConnection connection = connection(network);
        Admission admission = table.admit(connection);
        @Nullable OpenConnection evicted = admission.evicted();
        assertThat(admission.accepted()).isTrue();
        if (evicted != null) {
            evicted.closed();
        }
        return connection;
    }

    private OpenConnection connection(String network) {
        return new OpenConnection(table, network, false, () -> {});
    }
}
