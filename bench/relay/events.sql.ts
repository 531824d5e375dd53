/** `$1` thin change events as a register writes them, of 20,000 subjects: about 420 bytes each. */
export const insertEventsSql = `
  insert into outbox (event_id, key, payload)
  select id, subject, format(
    '{"specversion":"1.0","id":"%s","source":"urn:einmal:register:residents","type":"resident.moved.v1",'
    '"subject":"%s","time":"2026-11-23T09:30:00.000Z","datacontenttype":"application/json",'
    '"dataschema":"urn:einmal:schema:change-event-data:v1","data":{"recordId":"%s","version":3,'
    '"changedFields":["address"],"effectiveOn":"2026-11-23"}}', id, subject, id)
  from (
    select gen_random_uuid() as id,
           left(translate(encode(sha256(int4send((random() * 20000)::int)), 'base64'), '+/', '-_'), 43) as subject
    from generate_series(1, $1::int)
  ) as fresh`;
