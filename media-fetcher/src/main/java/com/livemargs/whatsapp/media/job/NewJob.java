package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.media.fetch.WantedMedia;

/** A file to fetch, not in the database yet. */
record NewJob(Conversation conversation, WantedMedia wanted) {}
