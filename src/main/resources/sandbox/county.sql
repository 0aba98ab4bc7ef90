-- The exchange database (前置库) of the county system. The head of both tables: LSH 流水号, DFSJZJ 主键,
-- SJYXBS 数据有效标识, SJWXYY 数据无效原因, SJSCZT 数据状态, HFNR 回复内容; YYBS, SJC, SJS, QM 签名.
create schema if not exists ggxt_qzk;
set search_path to ggxt_qzk;

create table if not exists ggxt_bz_sq (
  lsh bigserial primary key, dfsjzj varchar(36) not null, sjyxbs smallint not null default 1,
  sjwxyy varchar(200), sjsczt smallint not null default 0, hfnr text,
  yybs varchar(64), sjc varchar(13), sjs varchar(128), qm varchar(64),
  qqbs varchar(128), sqnr text);

create table if not exists ggxt_bz_zt (
  lsh bigserial primary key, dfsjzj varchar(36) not null unique, sjyxbs smallint not null default 1,
  sjwxyy varchar(200), sjsczt smallint not null default 0, hfnr text,
  yybs varchar(64), sjc varchar(13), sjs varchar(128), qm varchar(64),
  qqbs varchar(128) not null, ztnr text not null);

create index if not exists ggxt_bz_zt_open on ggxt_bz_zt (lsh) where sjsczt = 0;
