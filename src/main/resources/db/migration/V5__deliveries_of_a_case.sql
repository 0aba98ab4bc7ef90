-- Everything owed for one case, settled or not, for whoever asks where it stands.
create index delivery_order_case on delivery_order (case_no);
