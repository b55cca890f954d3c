import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const OWN = "current_setting('app.company', true)";

/** Companies, people, their sessions and keys. Compatible: adds tables only. */
export class OpenAccounts1767000100000 implements MigrationInterface {
  name = 'OpenAccounts1767000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table accounts.companies (
        id text not null,
        version int not null,
        name text not null,
        registration_no text,
        time_zone text not null,
        status text not null,
        processes text[] not null,
        town text,
        latitude numeric(9,6),
        longitude numeric(9,6),
        created_at timestamptz not null default clock_timestamp(),
        constraint companies_pkey primary key (id),
        constraint companies_status_known check (status in ('PENDING', 'OPEN', 'SUSPENDED', 'TERMINATED')),
        constraint companies_position_whole check ((latitude is null) = (longitude is null)),
        constraint companies_position_on_earth check (latitude between -90 and 90 and longitude between -180 and 180)
      );
      -- A list of companies is read by name, and a process narrows it.
      create index companies_by_name on accounts.companies (name, id);
      create index companies_by_process on accounts.companies using gin (processes);
      ${tenantTable('accounts', 'companies', `id = ${OWN}`, ['select', 'insert', 'update'])}

      create table accounts.users (
        id text not null,
        email text not null,
        name text not null,
        locale text not null,
        password_hash text not null,
        created_at timestamptz not null default clock_timestamp(),
        constraint users_pkey primary key (id),
        constraint users_email_once unique (email),
        constraint users_email_in_one_form check (email = lower(email)),
        constraint users_locale_known check (locale in ('zh-CN', 'en'))
      );

      create table accounts.members (
        id text not null,
        version int not null,
        company_id text not null,
        user_id text not null,
        roles text[] not null,
        joined_at timestamptz not null default clock_timestamp(),
        constraint members_pkey primary key (id),
        constraint members_company foreign key (company_id) references accounts.companies (id),
        constraint members_user foreign key (user_id) references accounts.users (id),
        constraint members_person_once unique (company_id, user_id),
        constraint members_with_roles check (cardinality(roles) between 1 and 12)
      );
      create index members_of_user on accounts.members (user_id);
      ${tenantTable('accounts', 'members', `company_id = ${OWN}`)}
      -- A person is visible to the companies that the person belongs to.
      ${tenantTable('accounts', 'users', `exists (select 1 from accounts.members m where m.user_id = users.id and m.company_id = ${OWN})`, ['select', 'insert', 'update'])}

      create table accounts.sessions (
        id text not null,
        user_id text not null,
        company_id text not null,
        -- Proof of the network address, to know it again without keeping it.
        address_mac text not null,
        started_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        ended_at timestamptz,
        ended_why text,
        constraint sessions_pkey primary key (id),
        constraint sessions_user foreign key (user_id) references accounts.users (id),
        constraint sessions_company foreign key (company_id) references accounts.companies (id),
        constraint sessions_end_has_a_reason check ((ended_at is null) = (ended_why is null)),
        constraint sessions_end_known check (ended_why in ('SIGNED_OUT', 'ROLE_CHANGED', 'REVOKED', 'EXPIRED'))
      );
      create index sessions_of_user on accounts.sessions (user_id, started_at desc);
      create index sessions_by_end on accounts.sessions (expires_at);
      ${tenantTable('accounts', 'sessions', `company_id = ${OWN}`)}

      create table accounts.refresh_tokens (
        token_sha256 char(64) not null,
        session_id text not null,
        issued_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        used_at timestamptz,
        constraint refresh_tokens_pkey primary key (token_sha256),
        constraint refresh_tokens_session foreign key (session_id) references accounts.sessions (id) on delete cascade
      );
      create index refresh_tokens_of_session on accounts.refresh_tokens (session_id);
      -- No company sees tokens; only the house does, by their proof.
      ${tenantTable('accounts', 'refresh_tokens', 'false')}

      create table accounts.invitations (
        id text not null,
        company_id text not null,
        invited_by text not null,
        email text not null,
        roles text[] not null,
        token_sha256 char(64) not null,
        code_mac text not null,
        wrong_codes int not null default 0,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        accepted_at timestamptz,
        accepted_by text,
        accepted_key text,
        constraint invitations_pkey primary key (id),
        constraint invitations_token_once unique (token_sha256),
        constraint invitations_company foreign key (company_id) references accounts.companies (id),
        constraint invitations_accepted_whole check (
          (accepted_at is null) = (accepted_by is null) and (accepted_at is null) = (accepted_key is null))
      );
      create index invitations_of_company on accounts.invitations (company_id, created_at desc);
      ${tenantTable('accounts', 'invitations', `company_id = ${OWN}`)}

      create table accounts.api_keys (
        id text not null,
        company_id text not null,
        made_by text not null,
        name text not null,
        prefix text not null,
        secret_sha256 char(64) not null,
        roles text[] not null,
        scopes text[] not null,
        locale text not null,
        created_at timestamptz not null default clock_timestamp(),
        last_used_at timestamptz,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        -- True once everybody has been told that the key has ended.
        end_told boolean not null default false,
        constraint api_keys_pkey primary key (id),
        constraint api_keys_secret_once unique (secret_sha256),
        constraint api_keys_company foreign key (company_id) references accounts.companies (id),
        constraint api_keys_with_scopes check (cardinality(scopes) between 1 and 20),
        constraint api_keys_with_roles check (cardinality(roles) between 1 and 12)
      );
      create index api_keys_of_company on accounts.api_keys (company_id, created_at desc);
      ${tenantTable('accounts', 'api_keys', `company_id = ${OWN}`, ['select', 'insert', 'update'])}

      create table accounts.relations (
        owner_id text not null,
        company_id text not null,
        relation text not null,
        version int not null,
        constraint relations_pkey primary key (owner_id, company_id),
        constraint relations_owner foreign key (owner_id) references accounts.companies (id),
        constraint relations_company foreign key (company_id) references accounts.companies (id),
        constraint relations_known check (relation in ('NONE', 'TRUSTED', 'BLOCKED')),
        constraint relations_to_another check (owner_id <> company_id)
      );
      ${tenantTable('accounts', 'relations', `owner_id = ${OWN}`, ['select', 'insert', 'update'])}

      -- How often something was tried under one name; names are proofs, so the table tells nobody who tried.
      create table accounts.attempts (
        name_mac text not null,
        count int not null,
        ends_at timestamptz not null,
        constraint attempts_pkey primary key (name_mac)
      );
      create index attempts_by_end on accounts.attempts (ends_at);
      ${tenantTable('accounts', 'attempts', 'false')}

      -- Which company a registration made, so that a repeat with the same key signs in to it instead of making another.
      create table accounts.registrations (
        key_mac text not null,
        body_sha256 char(64) not null,
        user_id text not null,
        company_id text not null,
        made_at timestamptz not null default clock_timestamp(),
        constraint registrations_pkey primary key (key_mac),
        constraint registrations_user foreign key (user_id) references accounts.users (id),
        constraint registrations_company foreign key (company_id) references accounts.companies (id)
      );
      create index registrations_by_age on accounts.registrations (made_at);
      ${tenantTable('accounts', 'registrations', 'false')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table accounts.registrations, accounts.attempts, accounts.relations, accounts.api_keys, accounts.invitations,
        accounts.refresh_tokens, accounts.sessions, accounts.members, accounts.users, accounts.companies cascade;
    `);
  }
}
