-- What came over HTTP is forgotten before what came over the topic, and is found without going through that.
create index outbound_requests_accepted_http on outbound_requests (accepted_at) where client <> 'topic';
