/** Opens a wallet's key file in any of its four formats and rebuilds the key inside. */
@NullMarked
package io.minerstack.registration.keyfile;

import org.jspecify.annotations.NullMarked;
