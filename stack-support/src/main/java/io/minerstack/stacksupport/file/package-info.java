/** Files: writes that have reached the disk when the method returns. */
@NullMarked
package io.minerstack.stacksupport.file;

import org.jspecify.annotations.NullMarked;
