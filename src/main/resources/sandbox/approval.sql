-- The exchange database (前置库) of the approval department, after the national standard for approval data.
-- Every table has the same head: LSH 流水号, DFSJZJ 地方数据主键, XZQHDM 行政区划代码, SJYXBS 数据有效标识,
-- SJWXYY 数据无效原因, SJSCZT 数据上传状态, SBYY 失败原因.
create schema if not exists xzsp_qzk;
set search_path to xzsp_qzk;

create table if not exists spgl_xmjbxxb (
  lsh bigserial primary key, dfsjzj varchar(36) not null unique, xzqhdm varchar(6) not null,
  sjyxbs smallint not null default 1, sjwxyy varchar(200), sjsczt smallint not null default 0,
  sbyy varchar(500),
  xmdm varchar(30), xmmc varchar(200) not null, gcdm varchar(50) not null, gcfw varchar(500),
  qjdgcdm varchar(50), gcfl smallint, lxlx smallint, jsxz varchar(10), xmzjsx smallint,
  xmtzly smallint, tdhqfs smallint, gbhy varchar(5), gbhydmfbnd varchar(4), nkgsj date, njcsj date,
  ztze numeric(18,4), jsdd varchar(300) not null, jsddxzqh varchar(6) not null,
  jsgmjnr varchar(2000), ydmj numeric(18,2), jzmj numeric(18,2), cd numeric(18,1),
  sfxxgc smallint not null, gchyfl smallint, xmjwdzb varchar(60), jsdw varchar(200) not null,
  jsdwdm varchar(30) not null, jsdwlx smallint, sbsj timestamp not null, splcbm varchar(20) not null,
  splcbbh numeric(5,1) not null, splclx smallint, xmsfwqbj smallint, xmwqbjsj timestamp);

create table if not exists spgl_xmspsxblxxb (
  lsh bigserial primary key, dfsjzj varchar(36) not null unique, xzqhdm varchar(6) not null,
  sjyxbs smallint not null default 1, sjwxyy varchar(200), sjsczt smallint not null default 0,
  sbyy varchar(500),
  gcdm varchar(50) not null, spsxbm varchar(40) not null, spsxbbh numeric(5,1) not null,
  splcbm varchar(20) not null, splcbbh numeric(5,1) not null, spsxslbm varchar(60) not null,
  spbmbm varchar(30) not null, spbmmc varchar(100) not null, slfs smallint not null,
  gkfs smallint not null, blspslbm varchar(60) not null, sxblsx numeric(4,1) not null,
  lxr varchar(50) not null, lxrsjh varchar(20) not null, ywqx varchar(500),
  sxgzcnzspqk smallint not null check (sxgzcnzspqk in (0, 1)));

create table if not exists spgl_xmsqcljqtfjxxb (
  lsh bigserial primary key, dfsjzj varchar(36) not null unique, xzqhdm varchar(6) not null,
  sjyxbs smallint not null default 1, sjwxyy varchar(200), sjsczt smallint not null default 0,
  sbyy varchar(500),
  gcdm varchar(50) not null, spsxslbm varchar(60) not null, clbm varchar(20) not null,
  clmc varchar(200) not null, fjid varchar(60) not null, fjmc varchar(200) not null,
  fjlx varchar(100), fjlj varchar(1000) not null, fjzy varchar(64));

create table if not exists spgl_xmspsxblxxxxb (
  lsh bigserial primary key, dfsjzj varchar(36) not null, xzqhdm varchar(6) not null,
  sjyxbs smallint not null default 1, sjwxyy varchar(200), sjsczt smallint not null default 0,
  sbyy varchar(500),
  gcdm varchar(50), spsxslbm varchar(60), blcs varchar(100), blr varchar(50), blzt smallint,
  blyj varchar(2000), blsj timestamp, dwmc varchar(200), dwtyshxydm varchar(18), sjly varchar(50));

create table if not exists spgl_xmspsxbltbcxxxb (
  lsh bigserial primary key, dfsjzj varchar(36) not null, xzqhdm varchar(6) not null,
  sjyxbs smallint not null default 1, sjwxyy varchar(200), sjsczt smallint not null default 0,
  sbyy varchar(500),
  gcdm varchar(50), spsxslbm varchar(60), tbcx smallint, tbcxmc varchar(200), tbcxkssj timestamp,
  tbcxsxlx smallint, tbcxsx numeric(6,1));

create table if not exists spgl_xmspsxpfwjxxb (
  lsh bigserial primary key, dfsjzj varchar(36) not null, xzqhdm varchar(6) not null,
  sjyxbs smallint not null default 1, sjwxyy varchar(200), sjsczt smallint not null default 0,
  sbyy varchar(500),
  gcdm varchar(50), spsxslbm varchar(60), pfrq date, pfwh varchar(100), pfwjbt varchar(200),
  pfwjyxqx date, spjglx smallint, zzbh varchar(100), zzbs varchar(200), dzzzwjlj varchar(1000),
  fjmc varchar(200), fjid varchar(60), fjlx varchar(100));

create table if not exists spgl_gzcnzbjjgxxb (
  lsh bigserial primary key, dfsjzj varchar(36) not null, xzqhdm varchar(6) not null,
  sjyxbs smallint not null default 1, sjwxyy varchar(200), sjsczt smallint not null default 0,
  sbyy varchar(500),
  gcdm varchar(50), spsxbm varchar(40), jcbh varchar(60), jcsj timestamp, jcbmmc varchar(200),
  jcbmtyshxydm varchar(18), jcyjhsm varchar(2000), sflxgzcn smallint, gzcnlxqk varchar(2000),
  qt varchar(2000));

create index if not exists xmjbxxb_gcdm on spgl_xmjbxxb (gcdm);
create index if not exists xmspsxblxxb_slbm on spgl_xmspsxblxxb (spsxslbm);
create index if not exists xmspsxblxxb_gcdm on spgl_xmspsxblxxb (gcdm, spsxbm);
create index if not exists xmsqcljqtfjxxb_slbm on spgl_xmsqcljqtfjxxb (spsxslbm);
