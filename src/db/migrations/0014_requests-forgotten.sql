-- What was handled long ago is found by its age and deleted. A block-range index costs a write nothing, and rows lie by age.
create index request_age on request using brin (received_at);
