/** Where viewers are sent: manifests that players read, and routes for apps that choose. */
@NullMarked
package io.roomfleet.api.steering;

import org.jspecify.annotations.NullMarked;
