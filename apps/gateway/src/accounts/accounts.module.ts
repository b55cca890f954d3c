import { Module, type DynamicModule } from '@nestjs/common';
import { AccessTokens } from './access-token.service.js';
import { AccountsClock } from './accounts.clock.js';
import { AccountsSettings } from './accounts-settings.port.js';
import { Actors } from './actor.service.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { ApiKeys } from './api-key.service.js';
import { CompanyEntity } from './company.entity.js';
import { Companies } from './company.service.js';
import { Crypto } from './crypto.service.js';
import { DemoDoor } from './demo-door.service.js';
import { Faces } from './faces.service.js';
import { Housekeeping } from './housekeeping.service.js';
import { InvitationEntity } from './invitation.entity.js';
import { Invitations } from './invitation.service.js';
import { Mail } from './mail.port.js';
import { MemberEntity } from './member.entity.js';
import { Members } from './member.service.js';
import { Passwords } from './password.service.js';
import { Registration } from './registration.service.js';
import { Sessions } from './session.service.js';
import { SignIn } from './sign-in.service.js';
import { Throttles } from './throttle.service.js';
import { UserEntity } from './user.entity.js';

/** Tables of the slice, for the data source. */
export const accountsEntities: Function[] = [ApiKeyEntity, CompanyEntity, InvitationEntity, MemberEntity, UserEntity];

/**
 * Companies, people, sessions and keys.
 * Always: rights are read from the tables; of secrets only proofs are kept; an end is announced in its own transaction.
 * Ask first: anything that tells a known address from an unknown one.
 * Never: a right inside a token, a secret in a log or in a stored answer.
 */
@Module({})
export class AccountsModule {
  static with(settings: AccountsSettings, mail: Mail): DynamicModule {
    const doors = [Actors, ApiKeys, Companies, DemoDoor, Faces, Invitations, Members, Registration, SignIn];
    return {
      module: AccountsModule,
      providers: [
        { provide: AccountsSettings, useValue: settings },
        { provide: Mail, useValue: mail },
        AccessTokens, Crypto, Passwords, Sessions, Throttles, Housekeeping, AccountsClock, ...doors,
      ],
      exports: doors,
    };
  }
}
