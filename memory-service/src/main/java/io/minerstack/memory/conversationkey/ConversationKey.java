package io.minerstack.memory.conversationkey;

import io.minerstack.servicesupport.context.Tenant;

/** What every row is keyed by. The same cid under two tenants is two conversations. */
public record ConversationKey(Tenant tenant, Cid cid) {}
