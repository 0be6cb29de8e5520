-- What would have to be looked through as a whole, more of it with every update of every incident.

-- The updates that wait to be mirrored.
create index card_wanted on card (place) where ts is null;

-- The last update that a person wrote.
create index update_slot_human on update_slot (incident, seq) where state = 'human';
