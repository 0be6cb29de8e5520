-- Which request of Slack's changed a run last, as the log calls it: its steps are told of under that id, also after a crash.
alter table run add column request text;
