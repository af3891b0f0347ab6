/**
 * MongoDB's protocol without a MongoDB: mongo-java-server on an H2 store, with the two things that
 * a store of a running business needs beside. Each request is kept whole, and a member that an
 * index leads to is looked up.
 */
@NullMarked
package com.livemargs.whatsapp.standalone.mongo;

import org.jspecify.annotations.NullMarked;
