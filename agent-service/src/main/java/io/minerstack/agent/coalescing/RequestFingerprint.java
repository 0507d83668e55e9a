package io.minerstack.agent.coalescing;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.contract.Query;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.text.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of the tenant, the component and every field of the valid body: equal for two requests that ask for the same
 * work. A key with a budget shares its work with no other key, because one budget pays for it. Each text is hashed with
 * its length, so that no text can run into the next one. Unknown fields, the order of the fields and white space of the
 * JSON make no difference.
 *
 * @param hex 64 digits
 */
public record RequestFingerprint(String hex) {

    /** The fingerprint of a request of the current tenant. */
    public static RequestFingerprint of(RequestContext context, ComponentName component, ComponentInput input) {
        Digest digest = new Digest();
        Tenant tenant = context.tenant();
        digest.add(tenant == null ? "" : tenant.name());
        CallerKey key = context.key();
        digest.add(key == null || key.limits() == null ? "" : key.name());
        digest.add(component.wireName());
        digest.add(input.cid());
        digest.add(input.task());
        digest.addQueries(input.input());
        digest.add(input.previousOutputs().size());
        input.previousOutputs().forEach(digest::add);
        digest.add(input.useConversationHistory() ? 1 : 0);
        digest.add(input.usePlaybook() ? 1 : 0);
        return new RequestFingerprint(digest.hex());
    }

    private static final class Digest {

        private final MessageDigest sha256 = Sha256.start();

        void add(int number) {
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
        }

        /** Half of a surrogate pair counts, too, which no UTF-8 can carry. */
        void add(String text) {
            ByteBuffer characters = ByteBuffer.allocate(Character.BYTES * text.length());
            characters.asCharBuffer().put(text);
            add(text.length());
            sha256.update(characters);
        }

        void addQueries(List<Query> queries) {
            add(queries.size());
            queries.forEach(query -> add(query.userQuery()));
        }

        void add(PreviousOutput previous) {
            add(previous.task());
            addQueries(previous.input());
            Output output = previous.output();
            add(output.immediateResponse());
            add(output.notebook());
            add(previous.component());
        }

        String hex() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}
