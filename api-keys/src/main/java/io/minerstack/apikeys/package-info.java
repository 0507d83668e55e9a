/** The key file: what it holds, its JSON, and how it is read, changed and audited. It holds digests, never a key. */
@NullMarked
package io.minerstack.apikeys;

import org.jspecify.annotations.NullMarked;
