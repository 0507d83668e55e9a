/** The ports and addresses that a stack listens at. */
@NullMarked
package io.minerstack.stacksupport.network;

import org.jspecify.annotations.NullMarked;
