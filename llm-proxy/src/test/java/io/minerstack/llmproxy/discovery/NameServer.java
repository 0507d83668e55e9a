package io.minerstack.llmproxy.discovery;

import io.netty.buffer.Unpooled;
import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import reactor.netty.Connection;
import reactor.netty.udp.UdpServer;

/** A name server on this machine that knows one name; its records live for an hour. */
final class NameServer implements AutoCloseable {

    private static final String NAME = "models.test.";

    private volatile List<InetAddress> addresses = List.of();
    private final Connection server;

    NameServer() {
        server = UdpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnBound(bound -> bound.addHandlerLast(new DatagramDnsQueryDecoder())
                        .addHandlerLast(new DatagramDnsResponseEncoder()))
                .handle((inbound, outbound) -> outbound.sendObject(
                        inbound.receiveObject().ofType(DatagramDnsQuery.class).map(this::answer)))
                .bindNow(Duration.ofSeconds(5));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.address();
    }

    /** The name has these addresses; without any, it does not exist. */
    void set(String... texts) {
        addresses = Arrays.stream(texts).map(InetAddress::ofLiteral).toList();
    }

    private AddressedEnvelope<?, ?> answer(DatagramDnsQuery query) {
        DnsQuestion question = Objects.requireNonNull(query.recordAt(DnsSection.QUESTION));
        DatagramDnsResponse response =
                new DatagramDnsResponse(/* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
        response.addRecord(DnsSection.QUESTION, question);
        if (!question.name().equals(NAME) || addresses.isEmpty()) {
            return response.setCode(DnsResponseCode.NXDOMAIN);
        }
        for (InetAddress address : addresses) {
            DnsRecordType type = address instanceof Inet4Address ? DnsRecordType.A : DnsRecordType.AAAA;
            if (question.type().equals(type)) {
                response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(NAME, type, 3600, Unpooled.wrappedBuffer(address.getAddress())));
            }
        }
        return response;
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
