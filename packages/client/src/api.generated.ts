// Made from the server's openapi.json by "npm run generate"; do not edit.

export interface paths {
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are and what you may do */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * State where your notices are mailed to
         * @description A link is mailed to the address; it counts once you, signed in, have followed it. null removes it.
         */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your access tokens, newest first */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make an access token
         * @description In a browser session only: a token cannot make others. The secret is shown this once.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke the access token that this request is sent with
         * @description The token of a program ends with the whole authorization that it belongs to.
         */
        delete: operations["revokeCurrentToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke one of your access tokens
         * @description In a browser session any of your tokens; with a token only that one. Repeating it is harmless.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authorizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The programs that you allowed to act for you, newest first */
        get: operations["listAuthorizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authorizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End what you allowed a program, with all of its tokens
         * @description In a browser session any; a program only its own. Repeating it is harmless.
         */
        delete: operations["revokeAuthorization"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth-clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Registered programs, newest first
         * @description For operators. The command line client is built in and not listed.
         */
        get: operations["listOauthClients"];
        put?: never;
        /**
         * Register a program
         * @description For operators. Programs that people install are public; a program on a server that can keep a secret is confidential. Both use PKCE (S256).
         */
        post: operations["registerOauthClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth-clients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a program, with everything that people allowed it
         * @description For operators.
         */
        delete: operations["endOauthClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your organisations; for an operator, all */
        get: operations["listOrganisations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who belongs to an organisation
         * @description For its administrators and for operators.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/members/{orcid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give an ORCID iD a role in an organisation
         * @description For its administrators and for operators. The iD may belong to someone who has not signed in yet. The last administrator keeps the role until there is another; only an operator may change that.
         */
        put: operations["setMember"];
        post?: never;
        /**
         * Take an ORCID iD out of an organisation
         * @description For its administrators and for operators. What the person minted stays. While signing up is open, the person becomes a member again at the next sign-in.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys of an organisation, newest first
         * @description For its administrators and for operators.
         */
        get: operations["listOrganisationKeys"];
        put?: never;
        /**
         * Make a key of an organisation
         * @description For its administrators and for operators. A machine sends it as `Authorization: Bearer …` and may change all schemes and links of the organisation, and nothing else. The secret is shown this once. An organisation can have several, so that one can be replaced by the next without a pause.
         */
        post: operations["createOrganisationKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key of an organisation
         * @description For its administrators and for operators. Repeating it is harmless.
         */
        delete: operations["revokeOrganisationKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Service accounts of an organisation, newest first
         * @description For its administrators and for operators.
         */
        get: operations["listServiceAccounts"];
        put?: never;
        /**
         * Make a service account
         * @description For administrators of the organisation and operators. A program logs in with it at the DSpace API, by name and password, and may do there what its role may; nowhere else. Without a password one is made and shown this once.
         */
        post: operations["createServiceAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/service-accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a service account
         * @description For administrators of the organisation and operators. Its log-ins end at once, and its name is not given out again. Repeating it is harmless.
         */
        delete: operations["revokeServiceAccount"];
        options?: never;
        head?: never;
        /**
         * Change a service account
         * @description For administrators of the organisation and operators. `"password": null` makes a new password and shows it this once. A new role or password ends every log-in of the account. If-Match may be left out.
         */
        patch: operations["changeServiceAccount"];
        trace?: never;
    };
    "/api/v1/organisations/{slug}/access-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has which role with regard to an organisation's restricted links
         * @description For its administrators and for operators. Members are not listed: they see every link of their organisation.
         */
        get: operations["listAccessRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/access-roles/{orcid}/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give an ORCID iD a role with regard to an organisation's restricted links
         * @description For its administrators and for operators. The iD may belong to someone who has not signed in yet. Whoever has the role sees the links that name it once they are signed in, or with an access token.
         */
        put: operations["grantAccessRole"];
        post?: never;
        /**
         * Take a role from an ORCID iD
         * @description For its administrators and for operators.
         */
        delete: operations["withdrawAccessRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Groups that folders and files can be shared with
         * @description For members. The first page begins with the groups that every organisation has.
         */
        get: operations["listGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/groups/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group */
        get: operations["readGroup"];
        /**
         * Make a group, or give it another title
         * @description For administrators of the organisation.
         */
        put: operations["putGroup"];
        post?: never;
        /**
         * Delete a group
         * @description For administrators of the organisation. What was shared with it is shared with nobody by it.
         */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/groups/{name}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a group, in the order of their iDs */
        get: operations["listGroupMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/groups/{name}/members/{orcid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a person into a group
         * @description For administrators of the organisation. The person has signed in here before.
         */
        put: operations["addGroupMember"];
        post?: never;
        /**
         * Take a person out of a group
         * @description For administrators of the organisation.
         */
        delete: operations["removeGroupMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Identifiers that you may see */
        get: operations["listPids"];
        put?: never;
        /**
         * Mint or reserve one identifier
         * @description Send an `Idempotency-Key` and repeat the request freely: within 24 hours the same key gives the same answer.
         */
        post: operations["mintPid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pids/{pid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One identifier */
        get: operations["readPid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change target or metadata
         * @description Needs `If-Match` with the ETag that you read. `metadata` replaces the whole record, `sample` what it says of the sample.
         */
        patch: operations["updatePid"];
        trace?: never;
    };
    "/api/v1/pids/{pid}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce a reserved identifier */
        post: operations["publishPid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pids/{pid}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw an identifier; it leads to a tombstone with the reason */
        post: operations["withdrawPid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pids/{pid}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an identifier, oldest first */
        get: operations["listPidEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pids/{pid}/registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the registrar knows of an identifier */
        get: operations["readRegistration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shoulders of your organisations, and those that name you */
        get: operations["listShoulders"];
        put?: never;
        /**
         * Make a shoulder
         * @description For administrators of the organisation and for operators. Type, prefix and shoulder stay as they are; the template can change until the first name is given out.
         */
        post: operations["createShoulder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One shoulder with its settings and counts */
        get: operations["readShoulder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of a shoulder
         * @description For administrators. Needs `If-Match` with the ETag that you read; what you leave out stays.
         */
        patch: operations["changeShoulder"];
        trace?: never;
    };
    "/api/v1/shoulders/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a shoulder, oldest first
         * @description For administrators.
         */
        get: operations["listShoulderEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulders/{id}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names that a shoulder holds back */
        get: operations["listHeldNames"];
        put?: never;
        /**
         * Hold names back
         * @description All or none. A name that was given out already is refused.
         */
        post: operations["holdNames"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulders/{id}/holds/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lift the hold of a name */
        delete: operations["releaseHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulders/{id}/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names that are let out again before new ones */
        get: operations["listQueuedNames"];
        put?: never;
        /**
         * Let names out again that were given back unused
         * @description All or none. Only names that were reserved, never announced, and given back.
         */
        post: operations["queueNames"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulders/{id}/queue/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a name back from the queue */
        delete: operations["takeBackName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulders/{id}/advance-past": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See to it that names minted elsewhere never come again here
         * @description Holds them back; where the template counts up, the counter moves past the farthest of them, too.
         */
        post: operations["advancePast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulders/{id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on where another minter stands
         * @description The template and what stands before it must be those of the shoulder. A counter never goes back.
         */
        post: operations["importMinterState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulder-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your requests, and those of the organisations that you administer; newest first */
        get: operations["listShoulderRequests"];
        put?: never;
        /**
         * Ask for a shoulder of your own
         * @description The administrators of your organisation are told. Prefix, shoulder and template are wishes.
         */
        post: operations["requestShoulder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulder-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request */
        get: operations["readShoulderRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulder-requests/{id}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant a request, as wished or changed
         * @description For administrators. Makes the shoulder, with the requester among its minters; nobody else mints under it unless you say so.
         */
        post: operations["grantShoulderRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulder-requests/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a request with a reason
         * @description For administrators.
         */
        post: operations["refuseShoulderRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shoulder-requests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take your own request back */
        post: operations["cancelShoulderRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you were told, newest first
         * @description Notices of requests for permanent identifiers come to tokens with `data:read` alone.
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a notice as read */
        post: operations["readNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark all your notices as read */
        post: operations["readAllNotices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where your notices are mailed to */
        get: operations["readMailAddress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/email/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether answers to mails about what you did may come to your address */
        get: operations["readMailReplies"];
        /**
         * Say whether answers to mails about what you did may come to your address
         * @description Where it is allowed, mails about what you do as a curator carry your confirmed address as Reply-To, so that those who get them learn it. It ends when you confirm another address.
         */
        put: operations["putMailReplies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/curation-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where an organisation’s curators get mails about requests
         * @description For its administrators. Version 0 stands for the defaults.
         */
        get: operations["readCurationSettings"];
        /**
         * Settle where an organisation’s curators get mails about requests
         * @description For its administrators. Once something was settled, `If-Match` with the ETag that you read is needed.
         */
        put: operations["putCurationSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Blocks that you may see, newest first
         * @description Your own, and those of the organisations where you are a curator or administrator.
         */
        get: operations["listBlocks"];
        put?: never;
        /**
         * Reserve many names at once
         * @description All or none. With an `Idempotency-Key` it can be repeated for 24 hours; a repeat shows the block as it is then. The answer lists the names as JSON or CSV.
         */
        post: operations["reserveBlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One block */
        get: operations["readBlock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change title or end of a block
         * @description The end holds for all that is still reserved; null takes it away.
         */
        patch: operations["updateBlock"];
        trace?: never;
    };
    "/api/v1/blocks/{id}/names.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All names of a block as JSON, in the order in which they were made */
        get: operations["listBlockNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks/{id}/names.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All names of a block as CSV, in the order in which they were made */
        get: operations["downloadBlockNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give back what is not used
         * @description All that is still reserved, or the names listed. It is done piece by piece: repeat it when it was cut off. What was announced stays.
         */
        post: operations["releaseBlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks/{id}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make names of a block public, with their records
         * @description All or none: `items` with a record each, or `filter` with `target`, `metadata` and `sample` for all of them. At most 1,000 at once. Every mistake is told with its place.
         */
        post: operations["promoteBlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change records or targets of reserved names
         * @description All or none: `items` with a record each, or `filter` with `target`, `metadata` and `sample` for all of them. At most 1,000 at once. Every mistake is told with its place.
         */
        post: operations["editBlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pids/{pid}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give back one reserved identifier
         * @description Only what was never announced. The name may be given out again some day.
         */
        post: operations["releasePid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks/{id}/labels.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Labels of a block, to be printed
         * @description Each with the QR code of the full address, the name and a title. At most 10000 labels at once: say from and to, counted from 1 in the order of the block without what was given back. Print at actual size.
         */
        get: operations["printBlockLabels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/labels.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Labels of any identifiers, to be printed */
        post: operations["printLabels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks/{id}/table": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fill a column of your own table with the names of a block
         * @description Send the file itself as `text/csv` or `text/tab-separated-values`, 50 MiB at most; its first row is the headings. The column is filled row by row, or added at the end; cells of it that hold something stay. Delimiter, quotes, byte order mark and line ends are kept, and so is every other cell, unchanged, formulas included: open only tables that you trust. The names themselves are never formulas, since each starts with a letter or digit.
         */
        post: operations["fillTable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your batches and those of organisations that you administer, newest first */
        get: operations["listBatches"];
        put?: never;
        /**
         * Reserve, mint or change many identifiers
         * @description The body is CSV with a heading (`text/csv`), JSON Lines (`application/x-ndjson`) or an array of objects (`application/json`), 1 GiB and 2,000,000 rows at most. Columns: verb, shoulder, pid, target, state, reason, metadata, and title, creators, publisher, year, type, resource_type, description, subjects, language, version, rights; of IGSN IDs also sample (an object), and sample.material, sample.type, sample.collectors, sample.date, sample.place, sample.latitude, sample.longitude, sample.parent, sample.relation. Its form is checked while it arrives; the rows are worked off afterwards. An upload that is repeated with its `Idempotency-Key` answers the same batch.
         */
        post: operations["uploadBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a batch is */
        get: operations["readBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave the rest of a batch undone
         * @description What was done stays; the other rows are skipped.
         */
        post: operations["cancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The progress of a batch as server-sent events
         * @description Events `progress` and, at the end, `done`, each with the batch; `Last-Event-ID` goes on.
         */
        get: operations["followBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of each row of a finished batch, in their order
         * @description CSV, or JSON Lines where `format` or `Accept` asks for it.
         */
        get: operations["readBatchResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue/{pid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One registration, whatever its status
         * @description The identifier, percent-encoded, in any spelling.
         */
        get: operations["readQueueEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What registrars are still to be told, and what they refused
         * @description For curators and administrators of the organisation, and operators. In the order of the identifiers. Name a status or a state to see others: `state=acknowledged` is what is done. `action` stands for the statuses that DSpace's doi-organiser works off with it.
         */
        get: operations["listQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many registrations are in which status, and what is wrong with which account */
        get: operations["summarizeQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue/requeue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue registrations again
         * @description What was refused is attempted anew, and what waits is due at once. Either `pids`, or a `filter`: an empty one is all that is open. What the registrar has acknowledged is sent again only if it is named and `force` is true. What is being attempted at this moment is left alone.
         */
        post: operations["requeueRegistrations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attempt registrations now
         * @description Works off one of DSpace's queues (`action`), or named identifiers (`pids`; with `action` only those of its queue), whatever their next attempt time. Each is attempted once: go on with `next` as the `cursor` until it is null. Where `retryAt` of the answer is set the rate budget is used up; wait until then. Nothing is sent while the account is paused or its registrar is out of order, and the answer says so. With `"action": "update"`, what is in UPDATE_BEFORE_REGISTRATION is updated as a draft and then is TO_BE_REGISTERED.
         */
        post: operations["attemptRegistrations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrar-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts at registrars, and how they are worked off
         * @description For curators and administrators of the organisation, and operators.
         */
        get: operations["listRegistrarAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrar-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account at a registrar */
        get: operations["readRegistrarAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change rate, concurrency or alert address of an account
         * @description For administrators of its organisation. What you leave out stays.
         */
        patch: operations["changeRegistrarAccount"];
        trace?: never;
    };
    "/api/v1/registrar-accounts/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let nothing be sent with an account
         * @description For administrators of its organisation. An attempt that is under way ends.
         */
        post: operations["pauseRegistrarAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrar-accounts/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an account go on
         * @description For administrators of its organisation.
         */
        post: operations["resumeRegistrarAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrar-accounts/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the registrar whether it is well and takes the account
         * @description For administrators of its organisation. Where the registrar was taken to be out of order and answers, everything goes on.
         */
        post: operations["checkRegistrarAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this service may register */
        get: operations["readInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instance/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that the service has moved to its present address
         * @description Operators only. Until then a database copied from elsewhere registers nothing.
         */
        post: operations["confirmInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which keys stored secrets are sealed with
         * @description For operators. Ids tell keys apart and nothing about them.
         */
        get: operations["countSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Seal stored secrets with the present key
         * @description For operators, after SECRET_KEY was changed and the key before it stated as SECRET_KEY_PREVIOUS. Repeat it until `done`; it may be interrupted at any point, and the service goes on meanwhile.
         */
        post: operations["rotateSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Items that you may read, newest first
         * @description A cursor goes with the sort and the filter that it was given out for. Items that are not discoverable are listed for those who manage or own them.
         */
        get: operations["listItems"];
        put?: never;
        /**
         * Make an item, in the workspace or in the archive
         * @description An archived item gets a Handle where its organisation has a shoulder for them. Send an `Idempotency-Key` and repeat the request freely: within 24 hours the same key gives the same answer.
         */
        post: operations["createItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One item */
        get: operations["readItem"];
        put?: never;
        post?: never;
        /**
         * Delete an item for good
         * @description Names that nobody has heard of are given back; what was announced leads to a tombstone. Those who may edit it delete an item of the workspace; administrators any.
         */
        delete: operations["deleteItem"];
        options?: never;
        head?: never;
        /**
         * Change metadata, files or access
         * @description Needs `If-Match` with the ETag that you read. `metadata`, `otherFields` and `files` replace the whole of what was there; what you leave out stays. Its identifiers say what it says from then on.
         */
        patch: operations["updateItem"];
        trace?: never;
    };
    "/api/v1/items/{uuid}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put an item of the workspace into the archive
         * @description Its metadata must be complete by now. It gets a Handle, and the DOI that its organisation asks for.
         */
        post: operations["archiveItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw an archived item; its identifiers lead to a tombstone with the reason */
        post: operations["withdrawItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show a withdrawn item again, and its identifiers */
        post: operations["reinstateItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write metadata and files of an earlier revision once more */
        post: operations["revertItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Edits of an item, newest first */
        get: operations["listItemRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/revisions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an item said after one edit */
        get: operations["readItemRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed from one revision of an item to another
         * @description Changes as JSON Patch names them, each with the value before and after.
         */
        get: operations["diffItemRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an item, oldest first */
        get: operations["listItemEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/identifiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Identifiers of an item: DOIs first, then Handles, then others */
        get: operations["listItemIdentifiers"];
        put?: never;
        /**
         * Give an item a DOI, or take the one that it has a step further
         * @description `mint` gives a name that nobody hears of, `reserve` asks the registrar to hold it as a draft, `register` announces it. An item has one DOI; a second one is refused with 409.
         */
        post: operations["identifyItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/identifiers/{pid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an identifier away from an item
         * @description A name that nobody has heard of is given back at once; a draft is deleted at the registrar; what was announced is hidden there and leads to a tombstone. The item may get another one.
         */
        delete: operations["deleteItemIdentifier"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Communities, in the order of their creation */
        get: operations["listCommunities"];
        put?: never;
        /**
         * Make a community, at the top or in another one
         * @description For curators and administrators of the organisation.
         */
        post: operations["createCommunity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Collections, in the order of their creation */
        get: operations["listCollections"];
        put?: never;
        /**
         * Make a collection in a community
         * @description For curators and administrators of the organisation.
         */
        post: operations["createCollection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/communities/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One community */
        get: operations["readCommunity"];
        put?: never;
        post?: never;
        /**
         * Delete an empty community
         * @description For curators and administrators. Needs `If-Match` with the ETag that you read.
         */
        delete: operations["deleteCommunity"];
        options?: never;
        head?: never;
        /**
         * Rename a community, describe it anew or put it into another community
         * @description For curators and administrators. Needs `If-Match` with the ETag that you read; what you leave out stays.
         */
        patch: operations["changeCommunity"];
        trace?: never;
    };
    "/api/v1/collections/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One collection */
        get: operations["readCollection"];
        put?: never;
        post?: never;
        /**
         * Delete an empty collection
         * @description For curators and administrators. Needs `If-Match` with the ETag that you read.
         */
        delete: operations["deleteCollection"];
        options?: never;
        head?: never;
        /**
         * Rename a collection, describe it anew or put it into another community
         * @description For curators and administrators. Needs `If-Match` with the ETag that you read; what you leave out stays.
         */
        patch: operations["changeCollection"];
        trace?: never;
    };
    "/api/v1/organisations/{slug}/doi-filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The filters that say which items get a DOI, by name; those that every organisation has come first
         * @description For administrators of the organisation.
         */
        get: operations["listDoiFilters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/doi-filters/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One filter
         * @description For administrators of the organisation.
         */
        get: operations["readDoiFilter"];
        /**
         * Make a filter, or write it anew
         * @description For administrators of the organisation. A filter that is there already needs `If-Match` with the ETag that you read. All mistakes of the condition are told at once.
         */
        put: operations["putDoiFilter"];
        post?: never;
        /**
         * Delete a filter that the item settings do not use
         * @description For administrators of the organisation. Needs `If-Match` with the ETag that you read.
         */
        delete: operations["deleteDoiFilter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/doi-filters/{name}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether a filter matches an item, and what each of its conditions says
         * @description For administrators of the organisation. The item is taken as it is now; nothing is changed.
         */
        post: operations["checkDoiFilter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/item-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How an organisation’s items are identified
         * @description For its administrators. Version 0 stands for the defaults.
         */
        get: operations["readItemSettings"];
        /**
         * Settle how an organisation’s items are identified
         * @description For its administrators. Holds from now on; items that are there stay as they are. Once something was settled, `If-Match` with the ETag that you read is needed. What is left out is as by default.
         */
        put: operations["putItemSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{uuid}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the next version of an archived item
         * @description It is an item of the workspace with the same metadata and files, to be changed and archived. The first such call makes a work with a concept DOI, which is registered once there are several versions in the archive and one of them has a DOI.
         */
        post: operations["startItemVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A work with its concept DOI and the versions that you may read */
        get: operations["readWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make, change and move many items
         * @description JSON Lines: one `{"op": …}` a line. `create` has the members of `POST /items`; `update` `uuid` and those of `PATCH /items/{uuid}`; `archive`, `withdraw` (with `reason`), `reinstate`, `register` and `delete` have `uuid`. `version` stands for If-Match. Each line is done by itself, and one that is refused leaves the others alone. 10,000 lines at most. The answer is JSON Lines, one for each line and a last one with the sum (an answer without that is not whole); with `Accept: application/json` it is `{"items", "summary"}`. With an `Idempotency-Key`, the same upload may be sent again: lines that were done are told again and not done twice.
         */
        post: operations["changeItemsInBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/client": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An organisation's credentials at ORCID
         * @description For its administrators and for operators. The secret is never shown.
         */
        get: operations["readOrcidClient"];
        /**
         * Give an organisation its credentials at ORCID, or change them
         * @description For its administrators and for operators. ORCID asks each organisation to get its own credentials. The secret is sealed and never shown again. Changing them needs If-Match.
         */
        put: operations["putOrcidClient"];
        post?: never;
        /**
         * Take an organisation's credentials away
         * @description For its administrators and for operators, while nobody ever connected with them. Needs If-Match.
         */
        delete: operations["deleteOrcidClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/client/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask ORCID what works with the credentials
         * @description For its administrators and for operators. Nothing is written at ORCID.
         */
        post: operations["testOrcidClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who connected their record with an organisation, newest first
         * @description For its administrators and for operators.
         */
        get: operations["listOrcidConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One connection with its ledger and its history
         * @description For administrators of the organisation and for operators. Tokens are never shown.
         */
        get: operations["readOrcidConnection"];
        put?: never;
        post?: never;
        /**
         * Disconnect a person: every token is revoked at ORCID
         * @description For administrators of the organisation and for operators. Repeating it is harmless.
         */
        delete: operations["endOrcidConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organisations that you connected your record with */
        get: operations["listOwnOrcidConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of your connections with its history */
        get: operations["readOwnOrcidConnection"];
        put?: never;
        post?: never;
        /**
         * Disconnect your record: every token is revoked at ORCID
         * @description What was written to your record stays there. Repeating it is harmless.
         */
        delete: operations["endOwnOrcidConnection"];
        options?: never;
        head?: never;
        /** Choose how your record is kept, and the language of ORCID’s pages */
        patch: operations["changeOwnOrcidConnection"];
        trace?: never;
    };
    "/api/v1/orcid/mergeable-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your other accounts, whose records ORCID merged into yours */
        get: operations["listMergeableAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/mergeable-accounts/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge your other account into the one that you are signed in with
         * @description What it owns and may goes over, its sessions, access tokens and programs end, and it leads to yours from then on. This cannot be undone. It takes a session of the browser: an access token cannot do it. Repeating it is harmless.
         */
        post: operations["mergeAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations of an organisation, newest first */
        get: operations["listOrcidInvitations"];
        put?: never;
        /**
         * Invite one person to connect their ORCID record
         * @description A mail with a link of their own goes out, and two reminders at most. A mailbox whose invitation waits for an answer gets no second one: the answer is that invitation, with status 200.
         */
        post: operations["inviteToOrcid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/invitations/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite the people of a table
         * @description The body is CSV (`text/csv`) with a heading: name, email, and orcid, item, language where there are any; 500 rows at most. Rows with mistakes are told, and the others invited.
         */
        post: operations["inviteTableToOrcid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One invitation */
        get: operations["getOrcidInvitation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/invitations/{invitationId}/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The mail of an invitation, where no mail server sends it
         * @description Its link is for who was invited, so that it is shown only where nothing else brings it to them.
         */
        get: operations["getOrcidInvitationMail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/invitations/{invitationId}/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a reminder now */
        post: operations["remindOrcidInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/invitations/{invitationId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an invitation back */
        post: operations["withdrawOrcidInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the organisation says about people, newest first
         * @description For its administrators, with the scope `orcid:read`.
         */
        get: operations["listOrcidEntries"];
        put?: never;
        /**
         * Say something about a person, for their record
         * @description For administrators of the organisation, with the scope `orcid:write`. It is written to the record of whoever has connected; for others it waits. `localId` is your own key: the same key and kind again changes the entry instead of making another.
         */
        post: operations["sayOrcidEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry, and what stands of it on the record */
        get: operations["readOrcidEntry"];
        /**
         * Say something else instead
         * @description What is on the record is changed there. Kind, key and registry stay what they are.
         */
        put: operations["changeOrcidEntry"];
        post?: never;
        /**
         * Take an entry back
         * @description What was put on the record is taken off it. Repeating it is harmless.
         */
        delete: operations["removeOrcidEntry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Groups of peer reviews that were found at the registry or made there, newest first
         * @description For administrators of the organisation, with the scope `orcid:read`.
         */
        get: operations["listOrcidGroups"];
        put?: never;
        /**
         * Find a group of peer reviews, or make it
         * @description For administrators of the organisation, with the scope `orcid:write`. A group that the registry has is found (200), by its id or else by its name; any other is made there (201). Groups of ISSNs come into being by themselves.
         */
        post: operations["makeOrcidGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Uploads of entries, newest first
         * @description For administrators of the organisation, with the scope `orcid:read`.
         */
        get: operations["listOrcidBatches"];
        put?: never;
        /**
         * Say something about many people by one file
         * @description For administrators of the organisation, with the scope `orcid:write`. The body is CSV with a heading (`text/csv`), JSON Lines (`application/x-ndjson`) or an array of objects (`application/json`) with entries of one kind, 10 MiB and 10,000 rows at most; templates say which columns there are. Rows of JSON may give `item` in ORCID’s own shape instead. The same `local-id` again changes its entry. Its form is checked while it arrives; the rows are worked off afterwards.
         */
        post: operations["uploadOrcidBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/batches/templates/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file to fill in, for one kind of entry */
        get: operations["readOrcidBatchTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an upload of entries is */
        get: operations["readOrcidBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/batches/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of each row, and how its entry stands by now
         * @description In the order of the rows, with put codes, as CSV or as a JSON array.
         */
        get: operations["readOrcidBatchResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/batches/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do what a dry run tried
         * @description A new batch of the same rows, without another upload.
         */
        post: operations["applyOrcidBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave the rest of an upload undone
         * @description What was done stays; the other rows are skipped.
         */
        post: operations["cancelOrcidBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is written to people's ORCID records
         * @description For administrators. Newest first.
         */
        get: operations["listDeposits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/deposits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One deposit with its history */
        get: operations["readDeposit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/deposits/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again what was refused or is held */
        post: operations["retryDeposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is written to your own ORCID record
         * @description By every organisation that you connected your record with. Newest first.
         */
        get: operations["listOwnDeposits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/deposits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One thing on your own record, with its history */
        get: operations["readOwnDeposit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/deposits/{id}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what you want of something on your own record */
        post: operations["changeOwnDeposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What your ORCID record says, to fill in forms
         * @description As it was read last, by whichever of your connections that was. `POST /orcid/connections/{id}/check` has it read anew.
         */
        get: operations["readOwnOrcidProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/connections/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have your record read and compared now */
        post: operations["checkOwnOrcidRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What your own record and this service say otherwise
         * @description As it was when the record was read last. Newest first.
         */
        get: operations["listOwnOrcidDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orcid/differences/{id}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept or ignore a difference on your own record */
        post: operations["decideOwnOrcidDifference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the records of its people and this service say otherwise
         * @description For administrators. Newest first.
         */
        get: operations["listOrcidDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/differences/{id}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept or ignore a difference
         * @description For administrators. What a person took off their record, they alone put back.
         */
        post: operations["decideOrcidDifference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls to ORCID and their answers, newest first
         * @description For administrators of the organisation, with the scope `orcid:read`. Tokens, secrets, codes and mail addresses were taken out before anything was written down.
         */
        get: operations["listOrcidInteractions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/interactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call to ORCID and its answer in full */
        get: operations["readOrcidInteraction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/interactions/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls to ORCID as a file for ORCID's support
         * @description JSON Lines: first the client ids, registries and versions, then each call that the filter leaves. Nothing in it is secret. That it was made is written into the history of the organisation.
         */
        post: operations["bundleOrcidInteractions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/log-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For how many days calls to ORCID are kept */
        get: operations["readOrcidLogSettings"];
        /** Say for how many days calls to ORCID are kept */
        put: operations["setOrcidLogSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Connections of an organisation, with scopes, dates and put codes, without tokens
         * @description For administrators of the organisation, with the scope `orcid:read`. Tokens are exported on the page of exports alone, encrypted, after a fresh sign-in. That it was made is written into the history.
         */
        get: operations["exportOrcidConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over connections from another system
         * @description For administrators, with the scope `orcid:write`: the JSON of an export with tokens, decrypted. `trial=true` says what would become of each connection and changes nothing. What is here already stays as it is, so that a file may be sent again. Imported iDs count as authenticated once their owners have signed in here.
         */
        post: operations["importOrcidConnections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/imports/encrypted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over connections from an encrypted file
         * @description The same with the file as it was exported, encrypted by age, and the passphrase or the private key that opens it.
         */
        post: operations["importEncryptedOrcidConnections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People whose data is deleted, newest first, and what each waits for */
        get: operations["listOrcidErasures"];
        put?: never;
        /**
         * Delete what the organisation keeps of a person
         * @description For administrators, with the scope `orcid:write`. With `removesItems`, what was written to the record leaves it first. Then every token is revoked; what is kept is deleted once ORCID has confirmed that, and not before. What stays is that somebody was erased, by a digest of the iD that only this service can compute. Give a `connection`, or a `person`: an iD, or the address that somebody was invited at. Of a person who never connected, what is said and every invitation is deleted at once; one with connections at two registries has two erasures in the list.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/erasures/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish an erasure without ORCID
         * @description For administrators, with the scope `orcid:write`, after five tries: deletes what is kept though ORCID has not confirmed that every token is revoked, or what was written is still on the record, as when the credentials are gone. The reason is kept, with how many of both were left.
         */
        post: operations["finishErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/dossier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What ORCID asks to be told of the integration, ready to be sent
         * @description For administrators of the organisation, with the scope `orcid:read`. System, credentials without secrets, scopes with their reasons, what is stored, how it helps to collect and connect, pages to look at, evidence for each requirement, contacts, documentation.
         */
        get: operations["readOrcidDossier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/orcid/dossier/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say who developed the system, where it can be tried, and whom ORCID may write to */
        put: operations["setOrcidDossierSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metadata-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates by which folders are described, the current one first */
        get: operations["listMetadataTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metadata-templates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One template with its attributes
         * @description As forms and programs need it: what may be filled in, how, and from which lists.
         */
        get: operations["readMetadataTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the attributes of a folder say, as DataCite metadata
         * @description With everything that is wrong or missing, each at its attribute. The ETag is that of the folder.
         */
        get: operations["readFolderMetadata"];
        /**
         * Describe a folder by DataCite metadata
         * @description Written as attributes of the template in place of the former description. Other attributes stay. Needs `If-Match` with the ETag that you read. What is still missing is told in the answer and refused only by a request.
         */
        put: operations["putFolderMetadata"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests that you made, and those of the organisations that you curate for; newest first */
        get: operations["listRequests"];
        put?: never;
        /**
         * Request a permanent identifier for a folder
         * @description The folder is sealed at once and moved into staging: most often before this is answered, within two seconds; else while `state` is `staging`. Everything that speaks against the request is told at once: `GET /requests/check` tells it without making one.
         */
        post: operations["createRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that speaks against a request for a folder */
        get: operations["checkRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/status-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Status codes: the service’s own, then those that curators of your organisations made up */
        get: operations["listRequestStatusCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request */
        get: operations["readRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a request; its folder changes no more from here */
        post: operations["approveRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish an approved request */
        post: operations["publishRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/doi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a request where it is not, and publish it */
        post: operations["approveAndPublishRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at a request again: returned, approved, or failed in publication */
        post: operations["reopenRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a request of one’s own back; the folder returns to where it was */
        post: operations["withdrawRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with what failed, at the step that failed */
        post: operations["retryRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a request to a curator, oneself or another one, or back into the queue */
        post: operations["assignRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the requester for changes */
        post: operations["returnRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/resubmit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a returned request in again, each wished change answered */
        post: operations["resubmitRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn a request down; the folder returns to where it was */
        post: operations["rejectRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a status code: one of the service’s own is the move of that name, any other a label */
        post: operations["setRequestStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you may do with a request now */
        get: operations["listRequestMoves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/curators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who can look after a request; first who did so for an earlier one of the requester */
        get: operations["listRequestCurators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The checklist of a request, for curators */
        get: operations["listRequestChecks"];
        put?: never;
        /** Run the automatic checks anew */
        post: operations["runRequestChecks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/checks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tick a manual check, or waive any with a reason */
        post: operations["setRequestCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed since a curator last returned or approved it; else since it was staged */
        get: operations["diffRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The steps of staging, publishing and returning */
        get: operations["listRequestSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a request, oldest first */
        get: operations["readRequestHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Comments, oldest first */
        get: operations["listRequestComments"];
        put?: never;
        /** Say something about a request, to everybody concerned or among curators */
        post: operations["addRequestComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the requester was asked to change, round by round */
        get: operations["listRequestChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/changes/{change}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what became of one wished change */
        post: operations["answerRequestChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/request-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many requests the people of an organisation may make
         * @description For its administrators. Version 0 stands for the defaults.
         */
        get: operations["readRequestSettings"];
        /**
         * Settle how many requests the people of an organisation may make
         * @description For its administrators. What is over the limit can still be requested: the check `entitlement` fails then, and a curator waives it or not. Once something was settled, `If-Match` with the ETag that you read is needed.
         */
        put: operations["putRequestSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the metadata of a published package
         * @description For curators. The attributes of the folder are replaced; its item and the record of its identifier change with them, or nothing does, and the registrar is told. Identifier, year and date of publication stay as they are.
         */
        put: operations["putPublishedMetadata"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All files below a folder, with their sizes and checksums
         * @description In the order of their paths’ bytes. What you may not read is left out.
         */
        get: operations["listFilesBelow"];
        put?: never;
        /**
         * Upload a file in one request
         * @description The body is the file, whatever its type, and `name` says how it is called; or a form (`multipart/form-data`) with one or more files, which are stored all or not at all. `Content-Digest: sha-256=:…:` (RFC 9530) is checked. Larger files are better sent to `/uploads`, where a break costs nothing.
         */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes of a file
         * @description One range of them with `Range`. The ETag is the SHA-256; `If-Range`, `If-Match` and `If-None-Match` work with it.
         */
        get: operations["downloadFile"];
        /**
         * Give a file other bytes
         * @description `If-Match` with the ETag of a download (the SHA-256) refuses the change when somebody was faster.
         */
        put: operations["replaceFileContent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin an upload that can be resumed (tus 1.0)
         * @description tus 1.0 with creation, creation-with-upload, creation-defer-length, termination and expiration. `Upload-Metadata` needs `folder` (the id of a folder) and `filename`; `filetype`, `replaces` (`true`: a file of this name gets the new bytes) and `sha256` (refused at the end when it does not fit) may be given. An upload that nobody goes on with for a week is deleted.
         */
        post: operations["beginUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an upload is, and which file came of it */
        get: operations["readUpload"];
        put?: never;
        post?: never;
        /** Give an upload up (tus 1.0) */
        delete: operations["deleteUpload"];
        options?: never;
        head?: never;
        /**
         * Send the next bytes of an upload (tus 1.0)
         * @description What was received is kept, also when the request breaks off; HEAD tells how far it is.
         */
        patch: operations["continueUpload"];
        trace?: never;
    };
    "/api/v1/folders/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A folder as a ZIP archive, or as a bag in one
         * @description Written while it is sent, and never kept. `bag` is a bag of RFC 8493 with SHA-256 manifests. Empty folders are not in it. `path` (repeatable) chooses files and folders below.
         */
        get: operations["downloadFolder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}/unpack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unpack a ZIP archive into a folder
         * @description In the background, and as a whole or not at all: 100,000 files and folders and 1 TiB at most. Links, devices, encrypted entries and names that cannot be kept are refused with the name of the entry, and so is a file that is there already. The archive stays.
         */
        post: operations["unpackFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unpackings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an unpacking is */
        get: operations["readUnpacking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The folder or file at a path
         * @description A path begins with the short name of an organisation: `/example/home/0000-0002-1825-0097/data`. Your home is made when it is first looked for.
         */
        get: operations["findFolder"];
        put?: never;
        /**
         * Make a folder
         * @description In the folder `parent` (its id) or `path`.
         */
        post: operations["createFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/homes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your homes, one in each of your organisations */
        get: operations["listHomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What lies in a folder, folders first
         * @description Each kind in the order of its names’ bytes. What you may not read is left out.
         */
        get: operations["listFolderChildren"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One folder */
        get: operations["readFolder"];
        put?: never;
        post?: never;
        /**
         * Put a folder into the trash
         * @description Needs `If-Match` with the ETag that you read. It can be restored for 30 days.
         */
        delete: operations["deleteFolder"];
        options?: never;
        head?: never;
        /**
         * Move or rename a folder
         * @description Needs `If-Match` with the ETag that you read. Moving needs the right to remove it, and to write into the new folder, which is one of the same organisation; renaming needs to write it and its folder.
         */
        patch: operations["changeFolder"];
        trace?: never;
    };
    "/api/v1/folders/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a folder, oldest first
         * @description For those who may write it; whom it was shared with is told to its owners.
         */
        get: operations["listFolderEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a folder into a folder
         * @description With all below it that you may read, up to 10,000 files. The copies are yours and count for your quota; permissions and attributes are not copied.
         */
        post: operations["copyFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a folder out of the trash
         * @description To where it was, or to another folder or name.
         */
        post: operations["restoreFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom a folder is shared with
         * @description For its owners.
         */
        get: operations["readFolderPermissions"];
        /**
         * Say anew whom a folder is shared with
         * @description For its owners. Needs `If-Match` with the ETag that you read. What is not in the list is taken away; what is granted above counts, too, while it inherits. `anonymous` is everyone.
         */
        put: operations["putFolderPermissions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metadata attributes of a folder, in their order */
        get: operations["readFolderAttributes"];
        /**
         * Replace the metadata attributes of a folder
         * @description Needs `If-Match` with the ETag that you read.
         */
        put: operations["putFolderAttributes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One file */
        get: operations["readFile"];
        put?: never;
        post?: never;
        /**
         * Put a file into the trash
         * @description Needs `If-Match` with the ETag that you read. It can be restored for 30 days.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        /**
         * Move or rename a file
         * @description Needs `If-Match` with the ETag that you read. Moving needs the right to remove it, and to write into the new folder, which is one of the same organisation; renaming needs to write it and its folder.
         */
        patch: operations["changeFile"];
        trace?: never;
    };
    "/api/v1/files/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a file, oldest first
         * @description For those who may write it; whom it was shared with is told to its owners.
         */
        get: operations["listFileEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a file into a folder
         * @description With all below it that you may read, up to 10,000 files. The copies are yours and count for your quota; permissions and attributes are not copied.
         */
        post: operations["copyFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a file out of the trash
         * @description To where it was, or to another folder or name.
         */
        post: operations["restoreFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom a file is shared with
         * @description For its owners.
         */
        get: operations["readFilePermissions"];
        /**
         * Say anew whom a file is shared with
         * @description For its owners. Needs `If-Match` with the ETag that you read. What is not in the list is taken away; what is granted above counts, too, while it inherits. `anonymous` is everyone.
         */
        put: operations["putFilePermissions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metadata attributes of a file, in their order */
        get: operations["readFileAttributes"];
        /**
         * Replace the metadata attributes of a file
         * @description Needs `If-Match` with the ETag that you read.
         */
        put: operations["putFileAttributes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you can restore, last deleted first
         * @description Folders and files of your organisations that were deleted in the last 30 days. They count for quotas until they are deleted for good.
         */
        get: operations["listTrash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give up what is in the trash, at once and for good
         * @description For its owners. What it holds is counted until it is gone, in the next hour or so.
         */
        delete: operations["purge"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you and your organisations store, and may store */
        get: operations["readDataUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{slug}/data-quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an organisation and each of its people may store
         * @description For administrators of the organisation.
         */
        get: operations["readDataQuota"];
        /**
         * Say what an organisation and each of its people may store
         * @description For administrators of the organisation. What is stored already stays; null means no limit.
         */
        put: operations["putDataQuota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Identifier schemes, by namespace */
        get: operations["listSchemes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes/{namespace}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One identifier scheme with its document */
        get: operations["readScheme"];
        /**
         * Register an identifier scheme, or replace its document
         * @description For administrators of its organisation. Every rule is checked, and all problems are told at once. A scheme that is there already needs `If-Match` with the ETag that you read.
         */
        put: operations["putScheme"];
        post?: never;
        /**
         * Delete a scheme
         * @description Refused while links are registered under it, unless `cascade=true` deletes them with it. `POST /schemes/{namespace}/restore` brings both back.
         */
        delete: operations["deleteScheme"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes/{namespace}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a scheme, oldest first
         * @description Also of one that was deleted.
         */
        get: operations["listSchemeHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes/{namespace}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read an identifier of a scheme, and say what is wrong with it */
        post: operations["checkIdentifier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over the schemes that stand in object storage
         * @description For operators. Reads every `{namespace}.json` under IDENTIFIER_PATH, also those that an Identity Resolver wrote; each is taken over whole, or not at all with every problem told.
         */
        post: operations["importSchemes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write all schemes to object storage now
         * @description For operators. Whatever stands there under the name of a scheme is overwritten.
         */
        post: operations["exportSchemes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vocabularies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Vocabularies of link types, by prefix */
        get: operations["listVocabularies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vocabularies/{prefix}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vocabulary with its link types */
        get: operations["readVocabulary"];
        /**
         * Register a vocabulary of link types, or replace it
         * @description For administrators of its organisation. One that is there already needs `If-Match` with the ETag that you read. `warnings` tell of link types that GS1 or IANA may have already.
         */
        put: operations["putVocabulary"];
        post?: never;
        /**
         * Take a vocabulary away
         * @description Links keep the addresses of the link types that they were registered with. Needs `If-Match`; registering the prefix again brings it back.
         */
        delete: operations["deleteVocabulary"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vocabularies/{prefix}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a vocabulary, oldest first */
        get: operations["listVocabularyHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register links of an identifier
         * @description All of them or none. A link with the target, link type, media types and context of one that is there is written anew in its place; others are added. Default flags are repaired: one default link of the identifier, one default context of each link type, one default media type of each of those.
         */
        post: operations["registerLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One link */
        get: operations["readLink"];
        put?: never;
        post?: never;
        /**
         * Take a link out of sight, or delete it for good
         * @description A link that is out of sight keeps its identity reserved, and registering it anew brings it back. With `hard=true` it is deleted for good; its history stays.
         */
        delete: operations["deleteLink"];
        options?: never;
        head?: never;
        /**
         * Change a link
         * @description By the same rules as registering; what you leave out stays. Needs `If-Match`.
         */
        patch: operations["changeLink"];
        trace?: never;
    };
    "/api/v1/anchors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Identifiers of your organisations that have links */
        get: operations["listAnchors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/anchors/{anchor}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An identifier with its links
         * @description All links for members of the organisation that registered it, for others the public ones. The ETag is that of the identifier as it is now.
         */
        get: operations["readAnchor"];
        put?: never;
        post?: never;
        /**
         * Withdraw an identifier: it answers 410 with your reason
         * @description Its links stay, and come back when it is made active again.
         */
        delete: operations["withdrawAnchor"];
        options?: never;
        head?: never;
        /**
         * Change what is said of an identifier besides its links
         * @description What you leave out stays. Needs `If-Match`.
         */
        patch: operations["changeAnchor"];
        trace?: never;
    };
    "/api/v1/anchors/{anchor}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to an identifier and its links, oldest first
         * @description For members of the organisation that registered it.
         */
        get: operations["listAnchorEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handlers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ranges of keys that other resolvers answer for */
        get: operations["listHandlers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handlers/{range}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who answers for a range of keys */
        get: operations["readHandler"];
        /**
         * Send requests for a range of keys to another resolver
         * @description For administrators of the organisation that registered the scheme. Needs `If-Match` where there is one already.
         */
        put: operations["putHandler"];
        post?: never;
        /** Answer for a range of keys here again */
        delete: operations["deleteHandler"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemes/{namespace}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a deleted scheme back, with the links that went with it */
        post: operations["restoreScheme"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register the links of a file
         * @description JSON Lines (`application/jsonl`): one body of `POST /links` a line. CSV (`text/csv`): one link a row, with the columns anchor, linkType, target, title, and description, organisation, types, hreflang, context, isDefault, isDefaultContext, isDefaultType, passQuery, accessRoles, encryptionMethod, method, rel, public, validFrom, validUntil, active, title.fr …; several values with spaces between them. 1,000,000 rows at most. The answer is JSON Lines: one line for each row with its number, and a last one with the sum; an answer without that is not whole. The same file once more changes nothing.
         */
        post: operations["registerLinksInBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A refusal (RFC 9457) */
        Problem: {
            /** @description Address that explains this kind of problem */
            type: string;
            title: string;
            status: number;
            /** @description What is wrong, where, and what to do */
            detail: string;
            errors?: {
                /** @description JSON pointer (RFC 6901) into the body; /querystring/… and /params/… for the address */
                pointer: string;
                detail: string;
            }[];
        };
        AccessToken: {
            id: string;
            name: string;
            scopes: ("pid:read" | "pid:mint" | "pid:publish" | "data:read" | "data:write" | "orcid:read" | "orcid:write" | "org:admin")[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        /** @description What you allowed a program */
        Authorization: {
            id: string;
            client: {
                id: string;
                name: string;
            };
            scopes: ("pid:read" | "pid:mint" | "pid:publish" | "data:read" | "data:write" | "orcid:read" | "orcid:write" | "org:admin")[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            lastUsedAt: string | null;
        };
        /** @description A program that may ask people for authorization */
        OauthClient: {
            /** @description The client_id */
            id: string;
            name: string;
            /** @enum {unknown} */
            type: "public" | "confidential";
            redirectUris: string[];
            /** Format: date-time */
            createdAt: string;
        };
        /** @description An organisation, with the role you have in it */
        Organisation: {
            slug: string;
            name: string;
            role: ("member" | "curator" | "admin") | null;
        };
        Member: {
            orcid: string;
            orcidUrl: string;
            /** @description Whether its owner has signed in here with it */
            authenticated: boolean;
            name: string | null;
            /** @enum {unknown} */
            role: "member" | "curator" | "admin";
            /** Format: date-time */
            createdAt: string;
        };
        /** @description A credential of a machine that acts for an organisation */
        OrganisationKey: {
            id: string;
            name: string;
            createdBy: {
                name: string | null;
                orcid: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        /** @description An account that a program logs in with at the DSpace API, by name and password */
        ServiceAccount: {
            id: string;
            /** @description What it logs in with */
            name: string;
            title: string | null;
            /** @enum {unknown} */
            role: "member" | "curator" | "admin";
            /** @description The number in its ETag */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        /** @description A verified role that lets a person see an organisation's restricted links */
        AccessRole: {
            orcid: string;
            orcidUrl: string;
            /** @description Whether its owner has signed in here with it */
            authenticated: boolean;
            name: string | null;
            role: string;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description People that folders and files are shared with together */
        Group: {
            name: string;
            title: string | null;
            /** @description Whether its members follow from their roles in the organisation */
            builtIn: boolean;
            version: number | null;
            createdAt: string | null;
        };
        GroupMember: {
            orcid: string;
            name: string | null;
            /** Format: date-time */
            addedAt: string;
        };
        Pid: {
            /** @description Canonical name, such as 10.5072/abcd-1234 or ark:99999/fk44w2s */
            pid: string;
            /** @enum {unknown} */
            type: "doi" | "igsn" | "ark" | "handle";
            /** @enum {unknown} */
            state: "reserved" | "registered" | "public" | "withdrawn" | "released";
            /** @description Where it resolves to; null: its own page here */
            target: string | null;
            /** @description The address to print and to cite */
            url: string;
            /** @description DataCite metadata (kernel 4.7) as JSON */
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
            orcids: {
                /** @description Where in `metadata` (RFC 6901) */
                pointer: string;
                name: string;
                orcid: string;
                /** @description The address of the iD in the registry it is from */
                orcidUrl: string;
                /** @description False: somebody typed it in, and nobody has signed in with it */
                authenticated: boolean;
            }[];
            shoulder: string;
            owner: {
                id: string;
                name: string | null;
                orcid: string;
            } | null;
            /** @description Why it was withdrawn */
            reason: string | null;
            version: number;
            registration: {
                /** @enum {unknown} */
                state: "none" | "pending" | "acknowledged" | "refused";
            };
            /** @description The block that it was reserved in */
            block: string | null;
            /** @description When a reserved name is released by itself; null: never */
            expiresAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        PidEvent: {
            id: number;
            action: string;
            /** Format: date-time */
            at: string;
            actor: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            before: unknown;
            after: unknown;
            reason: string | null;
        };
        Shoulder: {
            id: string;
            /** @enum {unknown} */
            type: "doi" | "igsn" | "ark" | "handle";
            /** @description What its names start with, such as 10.5072 or 99999/fk4 */
            prefix: string;
            organisation: string;
            registrar: "datacite" | null;
            /** @description Whether names are given out */
            open: boolean;
            /** @description How its names are made */
            naming: {
                /** @description DOI prefix, NAAN or Handle prefix */
                prefix: string;
                /** @description What follows the prefix in each name */
                shoulder: string;
                template: string | null;
            };
            title: string | null;
            purpose: string | null;
            defaultTarget: string | null;
            persistence: string | null;
            minterRoles: ("member" | "curator" | "admin")[];
            quota: number | null;
            /** @description Identifiers given out and not given back */
            issued: number;
            /** @description Whether you may mint under it */
            mayMint: boolean;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        HeldName: {
            name: string;
            reason: string | null;
            /** Format: date-time */
            heldAt: string;
        };
        QueuedName: {
            name: string;
            /** Format: date-time */
            dueAt: string;
        };
        ShoulderRequest: {
            id: string;
            organisation: string;
            requester: {
                id: string;
                name: string | null;
                orcid: string;
            } | null;
            /** @enum {unknown} */
            type: "doi" | "igsn" | "ark" | "handle";
            prefix: string | null;
            shoulder: string | null;
            template: string | null;
            purpose: string;
            /** @enum {unknown} */
            state: "open" | "granted" | "refused" | "cancelled";
            reason: string | null;
            granted: string | null;
            /** Format: date-time */
            createdAt: string;
            decidedAt: string | null;
        };
        Notice: {
            id: string;
            kind: string;
            title: string;
            /** @description Plain text */
            body: string;
            link: string | null;
            /** Format: date-time */
            createdAt: string;
            readAt: string | null;
            /** @description none, pending, sent (a mail server took it), refused (it never will) or caught (there is no mail server; administrators of the organisation read it at /app/mail) */
            mail: string;
        };
        Block: {
            id: string;
            title: string | null;
            /** @description Id of the shoulder */
            shoulder: string;
            /** @description How many names were reserved */
            count: number;
            /** @description How many of them are in which state now */
            states: {
                reserved: number;
                registered: number;
                public: number;
                withdrawn: number;
                released: number;
            };
            owner: {
                id: string;
                name: string | null;
                orcid: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** @description When what is still reserved is given back by itself; null: never */
            expiresAt: string | null;
        };
        Batch: {
            id: string;
            /**
             * @description waiting, running, cancelling; then done, refused (all or nothing, and nothing was done), cancelled or failed
             * @enum {unknown}
             */
            state: "waiting" | "running" | "cancelling" | "done" | "refused" | "cancelled" | "failed";
            /** @enum {unknown} */
            mode: "all-or-nothing" | "row-by-row";
            dryRun: boolean;
            /** @enum {unknown} */
            format: "csv" | "ndjson" | "json";
            verb: ("reserve" | "mint" | "update" | "publish" | "withdraw" | "retarget") | null;
            shoulder: string | null;
            bytes: number;
            counts: {
                total: number;
                /** @description Rows settled so far: ok, refused or skipped */
                done: number;
                ok: number;
                refused: number;
                skipped: number;
            };
            rowsPerSecond: number | null;
            /** @description The blocks of its plain reservations */
            blocks: string[];
            problem: string | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            finishedAt: string | null;
            links: {
                self: string;
                events: string;
                result: string | null;
                cancel: string | null;
            };
        };
        QueuedRegistration: {
            pid: string;
            /** @enum {unknown} */
            status: "TO_BE_RESERVED" | "TO_BE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "TO_BE_DELETED" | "IS_RESERVED" | "IS_REGISTERED" | "DELETED";
            /** @enum {unknown} */
            state: "pending" | "acknowledged" | "refused";
            /** @enum {unknown} */
            wanted: "findable" | "registered" | "draft" | "absent";
            account: {
                id: string;
                repositoryId: string;
            };
            /** @description Short name of the organisation that the account belongs to */
            organisation: string;
            /** @description Attempts since the wish last changed or was queued again */
            attempts: number;
            nextAttemptAt: string | null;
            lastAnswer: {
                /** Format: date-time */
                at: string;
                /** @description HTTP status of the registrar; null: no answer came */
                status: number | null;
                detail: string;
                errors: {
                    pointer: string;
                    detail: string;
                }[];
            } | null;
            /** @description What the identifier is the name of, where this service describes it */
            holder: {
                type: string;
                id: string;
                handle: string | null;
            } | null;
            /** Format: date-time */
            wantedAt: string;
            acknowledgedAt: string | null;
        };
        RegistrarAccount: {
            id: string;
            organisation: string;
            /** @enum {string} */
            registrar: "datacite";
            url: string;
            repositoryId: string;
            /** @description The rate in force */
            requestsPerFiveMinutes: number;
            /** @description The rate where nobody set another here */
            configuredRequestsPerFiveMinutes: number;
            /** @description Attempts under way at a time, in each process */
            concurrency: number;
            pause: {
                /** Format: date-time */
                since: string;
                reason: string;
            } | null;
            /** @description The registrar is taken to be out of order; nothing is sent but heartbeats */
            outage: {
                /** Format: date-time */
                since: string;
                detail: string;
                nextHeartbeatAt: string | null;
            } | null;
            /** @description Who is mailed when something needs a person; null: the contact address of the service */
            alertAddress: string | null;
        };
        HeldIdentifier: {
            /** @description Canonical name */
            pid: string;
            /** @enum {unknown} */
            type: "doi" | "igsn" | "ark" | "handle";
            /** @enum {unknown} */
            state: "reserved" | "registered" | "public" | "withdrawn" | "released";
            status: ("UNKNOWN" | "TO_BE_REGISTERED" | "TO_BE_RESERVED" | "IS_REGISTERED" | "IS_RESERVED" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "TO_BE_DELETED" | "DELETED" | "PENDING" | "MINTED") | null;
            /** @description The address to print and to cite */
            url: string;
        };
        Item: {
            uuid: string;
            /** @enum {unknown} */
            state: "workspace" | "archived" | "withdrawn" | "deleted";
            /** @description Counts changes of any kind; the ETag */
            version: number;
            /** @description The revision that holds metadata and files as they are */
            revision: number;
            /** @description Short name */
            organisation: string;
            collection: string | null;
            owner: {
                id: string;
                name: string | null;
                orcid: string;
            } | null;
            submitter: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            /** @enum {unknown} */
            access: "public" | "organisation";
            discoverable: boolean;
            /** @description DataCite metadata (kernel 4.7) as JSON */
            metadata: {
                [key: string]: unknown;
            };
            /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
            orcids: {
                /** @description Where in `metadata` (RFC 6901) */
                pointer: string;
                name: string;
                orcid: string;
                /** @description The address of the iD in the registry it is from */
                orcidUrl: string;
                /** @description False: somebody typed it in, and nobody has signed in with it */
                authenticated: boolean;
            }[];
            /** @description dc.* values that the kernel cannot hold, by field */
            otherFields: {
                [key: string]: {
                    value: string;
                    language: string | null;
                    authority: string | null;
                    confidence: number;
                }[];
            };
            files: {
                name: string;
                url: string;
                sizeBytes: number | null;
                mediaType: string | null;
                checksum: {
                    /** @enum {unknown} */
                    algorithm: "md5" | "sha256" | "sha512";
                    value: string;
                } | null;
            }[];
            /** @description DOIs first, then Handles */
            identifiers: components["schemas"]["HeldIdentifier"][];
            work: {
                id: string;
                version: number;
            } | null;
            reason: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            archivedAt: string | null;
        };
        ItemRevisionEntry: {
            number: number;
            actor: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            reason: string | null;
            /** Format: date-time */
            at: string;
        };
        ItemEvent: {
            id: number;
            action: string;
            /** Format: date-time */
            at: string;
            actor: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            before: unknown;
            after: unknown;
            reason: string | null;
        };
        Container: {
            uuid: string;
            /** @enum {unknown} */
            type: "community" | "collection";
            name: string;
            /** @description Its short name */
            organisation: string;
            community: string | null;
            handle: string | null;
            metadata: {
                [key: string]: {
                    value: string;
                    language: string | null;
                    authority: string | null;
                    confidence: number;
                }[];
            };
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        DoiFilter: {
            name: string;
            title: string | null;
            /** @description One of `{"and": […]}`, `{"or": […]}`, `{"not": …}`, `{"type": ["Dataset", …]}`, `{"collection": [uuid, …]}`, `{"community": [uuid, …]}`, `{"metadata": {"path": "titles/title", "matches": "RE2"}}`, `{"files": {"min": 1, "max": 9}}`, `{"archived": true}`, `{"withdrawn": false}`, `{"hasDoi": false}`, `{"always": true}` */
            condition: unknown;
            /** @description Whether every organisation has it, as it is */
            builtIn: boolean;
            version: number;
            createdAt: string | null;
            updatedAt: string | null;
        };
        /** @description A person's permission to one organisation's client */
        OrcidConnection: {
            id: string;
            organisation: {
                slug: string;
                name: string;
            };
            /** @description The bare iD */
            orcid: string;
            /** @description The address of the iD in the registry it is from */
            orcidUrl: string;
            /** @enum {unknown} */
            environment: "production" | "sandbox" | "stand-in";
            name: string | null;
            /** @description Its owner proved the iD here */
            authenticated: boolean;
            /** @enum {unknown} */
            state: "connected" | "revoked" | "disconnected" | "expired" | "imported" | "erased";
            /** @enum {unknown} */
            recordState: "active" | "locked" | "deactivated" | "unclaimed" | "merged";
            mergedInto: string | null;
            /** @enum {unknown} */
            preference: "automatic" | "ask" | "never";
            language: string | null;
            connectedAt: string | null;
            endedAt: string | null;
            endedDetail: string | null;
        };
        OrcidInvitation: {
            id: string;
            /** @enum {unknown} */
            state: "queued" | "sent" | "accepted" | "declined" | "expired" | "unsubscribed" | "failed" | "withdrawn";
            name: string;
            email: string;
            /** @enum {unknown} */
            language: "en" | "de" | "es" | "fr";
            hintedOrcid: string | null;
            /** @description Items that name the person */
            items: string[];
            orcid: string | null;
            /** @description Whether that is another one than `hintedOrcid` */
            differs: boolean;
            connection: string | null;
            mails: number;
            /** @description There is no mail server: the mail is to be read here */
            caught: boolean;
            lastMailAt: string | null;
            nextMailAt: string | null;
            detail: string | null;
            invitedBy: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            /** Format: date-time */
            expiresAt: string;
            endedAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description What an organisation says about one person, for their ORCID record */
        OrcidEntry: {
            id: string;
            /**
             * @description ORCID’s section, singular
             * @enum {unknown}
             */
            kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
            /** @description The organisation’s own key of it */
            localId: string;
            /**
             * @description The registry; left out: the most real one that the organisation has credentials for
             * @enum {unknown}
             */
            environment: "production" | "sandbox" | "stand-in";
            orcid: string | null;
            email: string | null;
            connectionId: string | null;
            title: string;
            /** @description The item in ORCID’s JSON (v3.0), without put code and visibility */
            item: {
                [key: string]: unknown;
            };
            group: {
                name: string;
                description: string;
                /** @enum {unknown} */
                type: "publisher" | "institution" | "journal" | "conference" | "newspaper" | "newsletter" | "magazine" | "peer-review service";
            } | null;
            batchId: string | null;
            deleted: boolean;
            deposit: {
                /** @enum {unknown} */
                state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                reason: string | null;
                detail: string | null;
                problems: {
                    pointer: string;
                    detail: string;
                }[];
                putCode: number | null;
                groupId: string | null;
                acknowledgedAt: string | null;
            };
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            links: {
                self: string;
            };
        };
        /** @description A group of peer reviews that the registry has */
        OrcidGroup: {
            groupId: string;
            name: string;
            description: string | null;
            type: string;
            putCode: number;
        };
        /** @description An upload of entries */
        OrcidBatch: {
            id: string;
            /**
             * @description ORCID’s section, singular
             * @enum {unknown}
             */
            kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
            /**
             * @description The registry; left out: the most real one that the organisation has credentials for
             * @enum {unknown}
             */
            environment: "production" | "sandbox" | "stand-in";
            /** @enum {unknown} */
            format: "csv" | "ndjson" | "json";
            dryRun: boolean;
            /**
             * @description waiting, running, cancelling; then done, cancelled or failed
             * @enum {unknown}
             */
            state: "waiting" | "running" | "cancelling" | "done" | "cancelled" | "failed";
            detail: string | null;
            fileName: string | null;
            bytes: number;
            counts: {
                total: number;
                /** @description Rows settled so far: ok, refused or skipped */
                done: number;
                /** @description Rows whose entries were created, changed, or the same already */
                ok: number;
                refused: number;
                skipped: number;
            };
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
            links: {
                self: string;
                result: string | null;
                apply: string | null;
                cancel: string | null;
            };
        };
        /** @description One thing of ours on one ORCID record: what it should hold against what ORCID acknowledged */
        Deposit: {
            /** Format: uuid */
            id: string;
            /**
             * @description ORCID's section, singular
             * @enum {unknown}
             */
            kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
            thing: {
                /** @enum {unknown} */
                type: "item" | "work" | "entry";
                /** Format: uuid */
                id: string;
            };
            title: string;
            /** @description Whose record, the bare iD */
            orcid: string;
            personName: string | null;
            /**
             * @description due: ORCID does not have it as wanted yet; asking: the person has to say yes; held: it waits for what reason names
             * @enum {unknown}
             */
            state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
            reason: string | null;
            detail: string | null;
            /** @description What was refused, at the field that it concerns */
            problems: {
                pointer: string;
                detail: string;
            }[];
            putCode: number | null;
            groupId: string | null;
            attempts: number;
            nextAttemptAt: string | null;
            acknowledgedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @description What a record and this service say otherwise, or only one of the two */
        OrcidDifference: {
            /** Format: uuid */
            id: string;
            /**
             * @description changed-there: what we wrote says something else by now; not-there: it is held here and not on the record; not-here: others put it on the record
             * @enum {unknown}
             */
            sort: "changed-there" | "not-there" | "not-here";
            /** @enum {unknown} */
            kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
            title: string;
            /** @description What differs, in a sentence */
            detail: string;
            orcid: string;
            personName: string | null;
            /** Format: uuid */
            connectionId: string;
            /**
             * @description settled: it is no difference any more
             * @enum {unknown}
             */
            state: "open" | "accepted" | "ignored" | "settled";
            depositId: string | null;
            putCode: number | null;
            source: string | null;
            itemId: string | null;
            here: {
                name: string;
                text: string;
            }[] | null;
            there: {
                name: string;
                text: string;
            }[] | null;
            decidedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        PermanentIdRequest: {
            id: string;
            /** @enum {unknown} */
            type: "DOI" | "ARK";
            /** @enum {unknown} */
            state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
            /** @description The status code that CyVerse’s clients see */
            status: string;
            failedIn: string | null;
            /** @description Short name */
            organisation: string;
            requester: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            assignee: {
                name: string | null;
                orcid: string;
            } | null;
            folder: {
                id: string;
                name: string;
                path: string | null;
                originalPath: string;
            };
            permanentId: string | null;
            /** @description Counts changes; the ETag */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            updatedBy: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            publishedAt: string | null;
        };
        RequestStatusCode: {
            id: string;
            name: string;
            description: string;
        };
        RequestCurator: {
            orcid: string;
            name: string | null;
            /** @description Looked after earlier requests of this requester */
            suggested: boolean;
        };
        RequestCheck: {
            name: string;
            /** @enum {unknown} */
            severity: "error" | "warning" | "suggestion";
            /** @description Found out by the service; else a curator ticks it */
            automatic: boolean;
            /** @enum {unknown} */
            outcome: "open" | "passed" | "failed";
            detail: string | null;
            waivedReason: string | null;
            actor: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            } | null;
            /** Format: date-time */
            at: string;
        };
        RequestStep: {
            /** @description Counts the pipelines of a request */
            run: number;
            /** @enum {unknown} */
            pipeline: "staging" | "publishing" | "returning";
            step: string;
            /** @enum {unknown} */
            state: "pending" | "done" | "failed";
            attempts: number;
            nextTryAt: string | null;
            problem: {
                /** @enum {unknown} */
                kind: "transient" | "permanent";
                detail: string;
            } | null;
            finishedAt: string | null;
        };
        RequestHistoryEntry: {
            /** Format: date-time */
            at: string;
            /** @description The move; `submit` is the first */
            action: string;
            /** @enum {unknown} */
            state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
            status: string;
            comment: string | null;
            internal: boolean;
            actor: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
        };
        RequestComment: {
            id: string;
            replyTo: string | null;
            body: string;
            /** @description Among curators */
            internal: boolean;
            anchor: ({
                attribute: string;
            } | {
                file: string;
            }) | null;
            actor: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            /** Format: date-time */
            createdAt: string;
        };
        RequestChange: {
            id: string;
            /** @description Which return it came with, from 1 */
            round: number;
            text: string;
            anchor: ({
                attribute: string;
            } | {
                file: string;
            }) | null;
            /** @enum {unknown} */
            state: "open" | "done" | "declined";
            answer: string | null;
            /** Format: date-time */
            createdAt: string;
            answeredAt: string | null;
        };
        /** @description A folder or file of the data store */
        DataNode: {
            id: string;
            /** @enum {unknown} */
            kind: "folder" | "file";
            name: string;
            /** @description From the root of its organisation */
            path: string;
            parent: string | null;
            /** @description Short name */
            organisation: string;
            area: ("root" | "homes" | "home" | "staging" | "curated") | null;
            owner: {
                name: string | null;
                orcid: string;
            } | null;
            bytes: number | null;
            sha256: string | null;
            mediaType: string | null;
            problem: string | null;
            seal: ("open" | "content" | "all") | null;
            request: string | null;
            /** @enum {unknown} */
            permission: "read" | "write" | "own";
            rights: {
                write: boolean;
                writeAttributes: boolean;
                remove: boolean;
                share: boolean;
            };
            /** @description What its name may cause elsewhere */
            warnings: string[];
            /** @description The ETag */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            modifiedAt: string;
        };
        FileBelow: {
            id: string;
            /** @description Below the folder */
            path: string;
            bytes: number;
            sha256: string;
            mediaType: string | null;
            /** Format: date-time */
            modifiedAt: string;
        };
        DataEvent: {
            id: number;
            action: string;
            /** Format: date-time */
            at: string;
            actor: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            before: unknown;
            after: unknown;
        };
        /** @description What is in the trash, for 30 days */
        TrashedNode: {
            id: string;
            /** @enum {unknown} */
            kind: "folder" | "file";
            name: string;
            /** @description From the root of its organisation */
            path: string;
            parent: string | null;
            /** @description Short name */
            organisation: string;
            area: ("root" | "homes" | "home" | "staging" | "curated") | null;
            owner: {
                name: string | null;
                orcid: string;
            } | null;
            bytes: number | null;
            sha256: string | null;
            mediaType: string | null;
            problem: string | null;
            seal: ("open" | "content" | "all") | null;
            request: string | null;
            /** @enum {unknown} */
            permission: "read" | "write" | "own";
            rights: {
                write: boolean;
                writeAttributes: boolean;
                remove: boolean;
                share: boolean;
            };
            /** @description What its name may cause elsewhere */
            warnings: string[];
            /** @description The ETag */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            modifiedAt: string;
            /** Format: date-time */
            deletedAt: string;
        };
        Scheme: {
            namespace: string;
            title: string;
            /**
             * @description How it resolves: by GS1’s standard, by UNTP’s specification, or freely
             * @enum {unknown}
             */
            profile: "gs1" | "untp" | "open";
            /** @description Who registered it */
            organisation: string;
            /** @description Whether every organisation may register links under it */
            shared: boolean;
            /** @description What identifies something by itself (type I) */
            identifiers: {
                ai: string;
                shortcode: string;
                label: string;
            }[];
            /** @description Base address of its link types, and where they are described */
            linkTypes: {
                uri: string;
                profile: string;
            };
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        SchemeDocument: {
            id: string;
            namespace: string;
            title?: string;
            /** @enum {unknown} */
            profile?: "gs1" | "untp" | "open";
            /** @description Base address of its link types; empty: those of this service */
            namespaceURI: string;
            /** @description Where they are described; empty: at this service */
            namespaceProfile: string;
            applicationIdentifiers: components["schemas"]["ApplicationIdentifier"][];
        };
        ApplicationIdentifier: {
            /** @description Its name in full */
            title: string;
            /** @description A short name for people */
            label: string;
            /** @description Names it in addresses, beside its ai; unique in the namespace */
            shortcode: string;
            /** @description Names it in addresses; unique in the namespace. Default: the shortcode */
            ai: string;
            /**
             * @description I: identifier, Q: qualifier, D: data attribute
             * @enum {unknown}
             */
            type: "I" | "Q" | "D";
            /** @description Pattern (RE2 syntax) of the whole value */
            regex: string;
            /** @description Of an I: ai or shortcode of its qualifiers, in the order of a path */
            qualifiers?: string[];
            /** @description Of an I whose qualifiers exclude each other: the sequences that may stand in a path */
            qualifierSequences?: string[][];
            /** @description What a value looks like, in words */
            format?: string;
            /**
             * @description A grammar that the value must have besides, and whose canonical form is used
             * @enum {unknown}
             */
            grammar?: "doi" | "ark" | "handle" | "igsn" | "orcid" | "ror" | "isbn" | "issn" | "raid";
            /**
             * @description A check digit that the value must end with
             * @enum {unknown}
             */
            checkDigit?: "mod10" | "luhn" | "mod11-2" | "mod11-10" | "mod37-2" | "mod37-36" | "mod97-10" | "isbn-10" | "issn";
            /** @description Values that must be accepted */
            examples?: string[];
            /** @description Of a Q: whether the level above answers for an unknown value. Default: true */
            fallback?: boolean;
        };
        Vocabulary: {
            prefix: string;
            /** @description What a key is appended to for the address of its link type */
            uri: string;
            /** @description Other addresses that mean the same */
            aliases: string[];
            title: string;
            /** @description Who registered it */
            organisation: string;
            linkTypes: {
                [key: string]: {
                    title: string;
                    description: string;
                };
            };
            /** @description Link types that GS1 or IANA may have already */
            warnings: {
                pointer: string;
                detail: string;
            }[];
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        AnchorLink: {
            id: string;
            /** @description prefix:key where its vocabulary is known here, or the relation */
            linkType: string;
            /** @description Address of the link type, or a relation that IANA registers */
            relation: string;
            /** @description An address or an RFC 6570 template of one */
            target: string;
            title: string;
            /** @description By BCP 47 tag */
            titles: {
                [key: string]: string;
            };
            /** @description Media types; the first is the main one */
            types: string[];
            /** @description BCP 47 tags */
            hreflang: string[];
            /** @description Where or for whom it holds; empty: everywhere */
            context: string;
            /** @description What is given when nothing is asked for */
            isDefault: boolean;
            /** @description The one among those of its link type */
            isDefaultContext: boolean;
            /** @description The one among those of its link type and context */
            isDefaultType: boolean;
            passQuery: boolean | null;
            /** @description Who may see it; empty: everyone */
            accessRoles: string[];
            encryptionMethod: ("none" | "AES-128" | "AES-256") | null;
            /** @description How the target is asked, such as POST or X-API-Key */
            method: string[];
            /** @description Further relations */
            rel: string[];
            public: boolean | null;
            validFrom: string | null;
            validUntil: string | null;
            /** @description False: not shown; its identity stays reserved */
            active: boolean;
            /** @description Earlier targets, newest first */
            predecessors: {
                href: string;
                title: string;
                type: string | null;
            }[];
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        AnchorEntry: {
            /** @description Canonical text, such as gs1/01/09506000134352/10/ABC */
            anchor: string;
            namespace: string;
            organisation: string;
            /** @description Where it resolves */
            resolverUri: string;
            description: string;
            /** @enum {unknown} */
            state: "active" | "inactive" | "withdrawn";
            reason: string | null;
            withdrawnAt: string | null;
            successor: string | null;
            /** @description Counts changes of it and of its links */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            linkCount: number;
        };
        AnchorEvent: {
            id: number;
            action: string;
            /** Format: date-time */
            at: string;
            actor: {
                /** @enum {unknown} */
                kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                name: string | null;
                orcid: string | null;
            };
            before: unknown;
            after: unknown;
            reason: string | null;
        };
        Handler: {
            range: string;
            namespace: string;
            ai: string | null;
            beginning: string;
            target: string;
            title: string;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            id: string;
                            name: string | null;
                            /** @description The bare iD */
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                        } | null;
                        operator: boolean;
                        organisations: {
                            slug: string;
                            name: string;
                            /** @enum {unknown} */
                            role: "member" | "curator" | "admin";
                        }[];
                        scopes: ("pid:read" | "pid:mint" | "pid:publish" | "data:read" | "data:write" | "orcid:read" | "orcid:write" | "org:admin")[];
                        token: {
                            id: string;
                            name: string;
                            /** Format: date-time */
                            expiresAt: string;
                        } | null;
                        organisationKey: {
                            id: string;
                            name: string;
                            organisation: {
                                slug: string;
                                name: string;
                            };
                            expiresAt: string | null;
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string | null;
                        unconfirmed: string | null;
                        problem: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AccessToken"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What you will recognise it by */
                    name: string;
                    scopes: ("pid:read" | "pid:mint" | "pid:publish" | "data:read" | "data:write" | "orcid:read" | "orcid:write" | "org:admin")[];
                    expiresInDays: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        scopes: ("pid:read" | "pid:mint" | "pid:publish" | "data:read" | "data:write" | "orcid:read" | "orcid:write" | "org:admin")[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        lastUsedAt: string | null;
                        revokedAt: string | null;
                        /** @description The secret: shown this once, not kept */
                        token: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeCurrentToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuthorizations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Authorization"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAuthorization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOauthClients: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OauthClient"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerOauthClient: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What people are asked about */
                    name: string;
                    /** @enum {unknown} */
                    type: "public" | "confidential";
                    /** @description On https; or on 127.0.0.1, [::1] or localhost with http, where any port is meant */
                    redirectUris: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The client_id */
                        id: string;
                        name: string;
                        /** @enum {unknown} */
                        type: "public" | "confidential";
                        redirectUris: string[];
                        /** Format: date-time */
                        createdAt: string;
                        secret: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOauthClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganisations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Organisation"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description An ORCID iD */
                orcid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    role: "member" | "curator" | "admin";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orcid: string;
                        orcidUrl: string;
                        /** @description Whether its owner has signed in here with it */
                        authenticated: boolean;
                        name: string | null;
                        /** @enum {unknown} */
                        role: "member" | "curator" | "admin";
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description An ORCID iD */
                orcid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganisationKeys: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrganisationKey"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createOrganisationKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The machine it is for */
                    name: string;
                    /** @description Without it the key works until it is revoked */
                    expiresInDays?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        createdBy: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        expiresAt: string | null;
                        lastUsedAt: string | null;
                        revokedAt: string | null;
                        /** @description The secret: shown this once, not kept */
                        key: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeOrganisationKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listServiceAccounts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ServiceAccount"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it logs in with, often a mail address; upper case counts as lower case */
                    name: string;
                    title?: string;
                    /** @enum {unknown} */
                    role?: "member" | "curator" | "admin";
                    /** @description Chosen by you */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description What it logs in with */
                        name: string;
                        title: string | null;
                        /** @enum {unknown} */
                        role: "member" | "curator" | "admin";
                        /** @description The number in its ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        lastUsedAt: string | null;
                        revokedAt: string | null;
                        password: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string | null;
                    /** @enum {unknown} */
                    role?: "member" | "curator" | "admin";
                    password?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description What it logs in with */
                        name: string;
                        title: string | null;
                        /** @enum {unknown} */
                        role: "member" | "curator" | "admin";
                        /** @description The number in its ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        lastUsedAt: string | null;
                        revokedAt: string | null;
                        password: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccessRoles: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AccessRole"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantAccessRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description An ORCID iD */
                orcid: string;
                /** @description Customer, Regulator, Recycler, Auditor or Owner (`untp:accessRole#…`), or a name of your own: a letter, then at most 63 letters, digits, full stops, hyphens and underscores */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A verified role that lets a person see an organisation's restricted links */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orcid: string;
                        orcidUrl: string;
                        /** @description Whether its owner has signed in here with it */
                        authenticated: boolean;
                        name: string | null;
                        role: string;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawAccessRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description An ORCID iD */
                orcid: string;
                /** @description Customer, Regulator, Recycler, Auditor or Owner (`untp:accessRole#…`), or a name of your own: a letter, then at most 63 letters, digits, full stops, hyphens and underscores */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Group"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description At most 63 small letters, digits and hyphens */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description People that folders and files are shared with together */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string | null;
                        /** @description Whether its members follow from their roles in the organisation */
                        builtIn: boolean;
                        version: number | null;
                        createdAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing */
                "if-match"?: string;
            };
            path: {
                slug: string;
                /** @description At most 63 small letters, digits and hyphens */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string | null;
                };
            };
        };
        responses: {
            /** @description People that folders and files are shared with together */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string | null;
                        /** @description Whether its members follow from their roles in the organisation */
                        builtIn: boolean;
                        version: number | null;
                        createdAt: string | null;
                    };
                };
            };
            /** @description People that folders and files are shared with together */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string | null;
                        /** @description Whether its members follow from their roles in the organisation */
                        builtIn: boolean;
                        version: number | null;
                        createdAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing */
                "if-match"?: string;
            };
            path: {
                slug: string;
                /** @description At most 63 small letters, digits and hyphens */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGroupMembers: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
                /** @description At most 63 small letters, digits and hyphens */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["GroupMember"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description An ORCID iD */
                orcid: string;
                /** @description At most 63 small letters, digits and hyphens */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orcid: string;
                        name: string | null;
                        /** Format: date-time */
                        addedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description An ORCID iD */
                orcid: string;
                /** @description At most 63 small letters, digits and hyphens */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPids: {
        parameters: {
            query?: {
                state?: "reserved" | "registered" | "public" | "withdrawn" | "released";
                type?: "doi" | "igsn" | "ark" | "handle";
                shoulder?: string;
                /** @description "me" or an account id */
                owner?: string;
                block?: string;
                /** @description Part of the name or title */
                q?: string;
                sort?: "created" | "-created" | "updated" | "-updated" | "pid" | "-pid";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Pid"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mintPid: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Id of the shoulder */
                    shoulder: string;
                    /**
                     * @default public
                     * @enum {unknown}
                     */
                    state?: "reserved" | "registered" | "public";
                    target?: string | null;
                    /** @description DataCite metadata (kernel 4.7) as JSON */
                    metadata?: unknown;
                    /** @description What an IGSN ID stands for: `material`, `sampleType`, `collectors`, `collectionDate`, `collectionPlace`, `parentSample`; written into `metadata`. Only under shoulders of type igsn */
                    sample?: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical name, such as 10.5072/abcd-1234 or ark:99999/fk44w2s */
                        pid: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @enum {unknown} */
                        state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                        /** @description Where it resolves to; null: its own page here */
                        target: string | null;
                        /** @description The address to print and to cite */
                        url: string;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        shoulder: string;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @description Why it was withdrawn */
                        reason: string | null;
                        version: number;
                        registration: {
                            /** @enum {unknown} */
                            state: "none" | "pending" | "acknowledged" | "refused";
                        };
                        /** @description The block that it was reserved in */
                        block: string | null;
                        /** @description When a reserved name is released by itself; null: never */
                        expiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical name, such as 10.5072/abcd-1234 or ark:99999/fk44w2s */
                        pid: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @enum {unknown} */
                        state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                        /** @description Where it resolves to; null: its own page here */
                        target: string | null;
                        /** @description The address to print and to cite */
                        url: string;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        shoulder: string;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @description Why it was withdrawn */
                        reason: string | null;
                        version: number;
                        registration: {
                            /** @enum {unknown} */
                            state: "none" | "pending" | "acknowledged" | "refused";
                        };
                        /** @description The block that it was reserved in */
                        block: string | null;
                        /** @description When a reserved name is released by itself; null: never */
                        expiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePid: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                pid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    target?: string | null;
                    /** @description DataCite metadata (kernel 4.7) as JSON */
                    metadata?: unknown;
                    /** @description What an IGSN ID stands for: `material`, `sampleType`, `collectors`, `collectionDate`, `collectionPlace`, `parentSample`; written into `metadata`. Only under shoulders of type igsn */
                    sample?: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical name, such as 10.5072/abcd-1234 or ark:99999/fk44w2s */
                        pid: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @enum {unknown} */
                        state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                        /** @description Where it resolves to; null: its own page here */
                        target: string | null;
                        /** @description The address to print and to cite */
                        url: string;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        shoulder: string;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @description Why it was withdrawn */
                        reason: string | null;
                        version: number;
                        registration: {
                            /** @enum {unknown} */
                            state: "none" | "pending" | "acknowledged" | "refused";
                        };
                        /** @description The block that it was reserved in */
                        block: string | null;
                        /** @description When a reserved name is released by itself; null: never */
                        expiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishPid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical name, such as 10.5072/abcd-1234 or ark:99999/fk44w2s */
                        pid: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @enum {unknown} */
                        state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                        /** @description Where it resolves to; null: its own page here */
                        target: string | null;
                        /** @description The address to print and to cite */
                        url: string;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        shoulder: string;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @description Why it was withdrawn */
                        reason: string | null;
                        version: number;
                        registration: {
                            /** @enum {unknown} */
                            state: "none" | "pending" | "acknowledged" | "refused";
                        };
                        /** @description The block that it was reserved in */
                        block: string | null;
                        /** @description When a reserved name is released by itself; null: never */
                        expiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawPid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical name, such as 10.5072/abcd-1234 or ark:99999/fk44w2s */
                        pid: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @enum {unknown} */
                        state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                        /** @description Where it resolves to; null: its own page here */
                        target: string | null;
                        /** @description The address to print and to cite */
                        url: string;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        shoulder: string;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @description Why it was withdrawn */
                        reason: string | null;
                        version: number;
                        registration: {
                            /** @enum {unknown} */
                            state: "none" | "pending" | "acknowledged" | "refused";
                        };
                        /** @description The block that it was reserved in */
                        block: string | null;
                        /** @description When a reserved name is released by itself; null: never */
                        expiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPidEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                pid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PidEvent"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRegistration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        state: "none" | "pending" | "acknowledged" | "refused";
                        registrar: "datacite" | null;
                        attempts: number;
                        nextAttemptAt: string | null;
                        acknowledgedAt: string | null;
                        /** @description Why nothing is sent at the moment, where something holds all registrations back */
                        heldBack: string | null;
                        lastAnswer: {
                            /** Format: date-time */
                            at: string;
                            status: number | null;
                            detail: string;
                            errors: {
                                pointer: string;
                                detail: string;
                            }[];
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listShoulders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Shoulder"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createShoulder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Its short name; needed when you belong to several */
                    organisation?: string;
                    /** @enum {unknown} */
                    type: "doi" | "igsn" | "ark" | "handle";
                    /** @description DOI prefix, NAAN or Handle prefix */
                    prefix: string;
                    /** @default  */
                    shoulder?: string;
                    template?: string | null;
                    title?: string | null;
                    purpose?: string | null;
                    defaultTarget?: string | null;
                    persistence?: string | null;
                    minterRoles?: ("member" | "curator" | "admin")[];
                    /** @description ORCID iDs */
                    minters?: string[];
                    quota?: number | null;
                    open?: boolean;
                    registrarAccount?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @description What its names start with, such as 10.5072 or 99999/fk4 */
                        prefix: string;
                        organisation: string;
                        registrar: "datacite" | null;
                        /** @description Whether names are given out */
                        open: boolean;
                        /** @description How its names are made */
                        naming: {
                            /** @description DOI prefix, NAAN or Handle prefix */
                            prefix: string;
                            /** @description What follows the prefix in each name */
                            shoulder: string;
                            template: string | null;
                        };
                        title: string | null;
                        purpose: string | null;
                        defaultTarget: string | null;
                        persistence: string | null;
                        minterRoles: ("member" | "curator" | "admin")[];
                        quota: number | null;
                        /** @description Identifiers given out and not given back */
                        issued: number;
                        /** @description Whether you may mint under it */
                        mayMint: boolean;
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description How many of its identifiers are in each state */
                        counts: {
                            reserved: number;
                            registered: number;
                            public: number;
                            withdrawn: number;
                            released: number;
                        };
                        /** @description What only administrators of its organisation see; null for others */
                        administration: {
                            /** @description ORCID iDs that may mint whatever their role */
                            minters: string[];
                            registrarAccount: string | null;
                            /** @description How many names of its template are used up */
                            counter: number;
                            /** @description Names that are held back */
                            held: number;
                            /** @description Names that are let out again before new ones */
                            queued: number;
                            advice: string[];
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readShoulder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @description What its names start with, such as 10.5072 or 99999/fk4 */
                        prefix: string;
                        organisation: string;
                        registrar: "datacite" | null;
                        /** @description Whether names are given out */
                        open: boolean;
                        /** @description How its names are made */
                        naming: {
                            /** @description DOI prefix, NAAN or Handle prefix */
                            prefix: string;
                            /** @description What follows the prefix in each name */
                            shoulder: string;
                            template: string | null;
                        };
                        title: string | null;
                        purpose: string | null;
                        defaultTarget: string | null;
                        persistence: string | null;
                        minterRoles: ("member" | "curator" | "admin")[];
                        quota: number | null;
                        /** @description Identifiers given out and not given back */
                        issued: number;
                        /** @description Whether you may mint under it */
                        mayMint: boolean;
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description How many of its identifiers are in each state */
                        counts: {
                            reserved: number;
                            registered: number;
                            public: number;
                            withdrawn: number;
                            released: number;
                        };
                        /** @description What only administrators of its organisation see; null for others */
                        administration: {
                            /** @description ORCID iDs that may mint whatever their role */
                            minters: string[];
                            registrarAccount: string | null;
                            /** @description How many names of its template are used up */
                            counter: number;
                            /** @description Names that are held back */
                            held: number;
                            /** @description Names that are let out again before new ones */
                            queued: number;
                            advice: string[];
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeShoulder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string | null;
                    purpose?: string | null;
                    defaultTarget?: string | null;
                    persistence?: string | null;
                    minterRoles?: ("member" | "curator" | "admin")[];
                    /** @description ORCID iDs */
                    minters?: string[];
                    quota?: number | null;
                    open?: boolean;
                    registrarAccount?: string | null;
                    template?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @description What its names start with, such as 10.5072 or 99999/fk4 */
                        prefix: string;
                        organisation: string;
                        registrar: "datacite" | null;
                        /** @description Whether names are given out */
                        open: boolean;
                        /** @description How its names are made */
                        naming: {
                            /** @description DOI prefix, NAAN or Handle prefix */
                            prefix: string;
                            /** @description What follows the prefix in each name */
                            shoulder: string;
                            template: string | null;
                        };
                        title: string | null;
                        purpose: string | null;
                        defaultTarget: string | null;
                        persistence: string | null;
                        minterRoles: ("member" | "curator" | "admin")[];
                        quota: number | null;
                        /** @description Identifiers given out and not given back */
                        issued: number;
                        /** @description Whether you may mint under it */
                        mayMint: boolean;
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description How many of its identifiers are in each state */
                        counts: {
                            reserved: number;
                            registered: number;
                            public: number;
                            withdrawn: number;
                            released: number;
                        };
                        /** @description What only administrators of its organisation see; null for others */
                        administration: {
                            /** @description ORCID iDs that may mint whatever their role */
                            minters: string[];
                            registrarAccount: string | null;
                            /** @description How many names of its template are used up */
                            counter: number;
                            /** @description Names that are held back */
                            held: number;
                            /** @description Names that are let out again before new ones */
                            queued: number;
                            advice: string[];
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listShoulderEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PidEvent"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHeldNames: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HeldName"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdNames: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    names: string[];
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many are new */
                        held: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQueuedNames: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["QueuedName"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    queueNames: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    names: string[];
                    dueAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        queued: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeBackName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    advancePast: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    names: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Names that are newly held back */
                        held: number;
                        /** @description Names that were given out here */
                        known: string[];
                        /** @description How many names of the template are used up now */
                        counter: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importMinterState: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    template: string;
                    zone: string;
                    /** @description Where the order of the template stands */
                    sequence: {
                        template: string;
                        zone: string;
                        position: number;
                        mask: string;
                        maskStart: number;
                        counters: number[];
                    };
                    held?: string[];
                    queued?: {
                        name: string;
                        at?: string | null;
                    }[];
                    issued?: string[] | null;
                } | {
                    /**
                     * @description nog: the JSON of a Nog minter, as EZID or noidy keeps it. perl-noid: db_dump or `noid dbinfo`
                     * @enum {unknown}
                     */
                    format: "nog" | "perl-noid";
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counter: number;
                        /** @description Names that are newly held back */
                        held: number;
                        queued: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listShoulderRequests: {
        parameters: {
            query?: {
                state?: "open" | "granted" | "refused" | "cancelled";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ShoulderRequest"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestShoulder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Its short name; needed when you belong to several */
                    organisation?: string;
                    /** @enum {unknown} */
                    type: "doi" | "igsn" | "ark" | "handle";
                    prefix?: string | null;
                    shoulder?: string | null;
                    template?: string | null;
                    /** @description What the identifiers are for */
                    purpose: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        requester: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        prefix: string | null;
                        shoulder: string | null;
                        template: string | null;
                        purpose: string;
                        /** @enum {unknown} */
                        state: "open" | "granted" | "refused" | "cancelled";
                        reason: string | null;
                        granted: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readShoulderRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        requester: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        prefix: string | null;
                        shoulder: string | null;
                        template: string | null;
                        purpose: string;
                        /** @enum {unknown} */
                        state: "open" | "granted" | "refused" | "cancelled";
                        reason: string | null;
                        granted: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantShoulderRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description What is left out is as the requester wished */
        requestBody: {
            content: {
                "application/json": {
                    title?: string | null;
                    purpose?: string | null;
                    defaultTarget?: string | null;
                    persistence?: string | null;
                    minterRoles?: ("member" | "curator" | "admin")[];
                    /** @description ORCID iDs */
                    minters?: string[];
                    quota?: number | null;
                    open?: boolean;
                    registrarAccount?: string | null;
                    /** @description DOI prefix, NAAN or Handle prefix */
                    prefix?: string;
                    shoulder?: string;
                    template?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        requester: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        prefix: string | null;
                        shoulder: string | null;
                        template: string | null;
                        purpose: string;
                        /** @enum {unknown} */
                        state: "open" | "granted" | "refused" | "cancelled";
                        reason: string | null;
                        granted: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseShoulderRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        requester: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        prefix: string | null;
                        shoulder: string | null;
                        template: string | null;
                        purpose: string;
                        /** @enum {unknown} */
                        state: "open" | "granted" | "refused" | "cancelled";
                        reason: string | null;
                        granted: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelShoulderRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        requester: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        prefix: string | null;
                        shoulder: string | null;
                        template: string | null;
                        purpose: string;
                        /** @enum {unknown} */
                        state: "open" | "granted" | "refused" | "cancelled";
                        reason: string | null;
                        granted: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotices: {
        parameters: {
            query?: {
                /** @description Only what you have not read */
                unread?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notice"][];
                        next: string | null;
                        /** @description How many you have not read, in all */
                        unread: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        kind: string;
                        title: string;
                        /** @description Plain text */
                        body: string;
                        link: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        readAt: string | null;
                        /** @description none, pending, sent (a mail server took it), refused (it never will) or caught (there is no mail server; administrators of the organisation read it at /app/mail) */
                        mail: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAllNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        read: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMailAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string | null;
                        unconfirmed: string | null;
                        problem: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMailReplies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowed: boolean;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putMailReplies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    allowed: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowed: boolean;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCurationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        address: string | null;
                        version: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCurationSettings: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        address: string | null;
                        version: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Block"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reserveBlock: {
        parameters: {
            query?: {
                /** @description Goes before Accept */
                format?: "json" | "csv";
            };
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Id of the shoulder */
                    shoulder: string;
                    count: number;
                    title?: string;
                    /** @description Where each leads, with {pid} for its name */
                    target?: string | null;
                    /** @description DataCite metadata (kernel 4.7) as JSON */
                    metadata?: unknown;
                    /** @description What an IGSN ID stands for: `material`, `sampleType`, `collectors`, `collectionDate`, `collectionPlace`, `parentSample`; written into `metadata`. Only under shoulders of type igsn */
                    sample?: unknown;
                    expiresInDays?: number;
                    /** Format: date-time */
                    expiresAt?: string;
                    /**
                     * @description Whether the registrar gets a draft of each
                     * @default false
                     */
                    drafts?: boolean;
                };
            };
        };
        responses: {
            /** @description The block and its names */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        title: string | null;
                        /** @description Id of the shoulder */
                        shoulder: string;
                        /** @description How many names were reserved */
                        count: number;
                        /** @description How many of them are in which state now */
                        states: {
                            reserved: number;
                            registered: number;
                            public: number;
                            withdrawn: number;
                            released: number;
                        };
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description When what is still reserved is given back by itself; null: never */
                        expiresAt: string | null;
                        /** @description In the order in which they were made */
                        names: string[];
                    };
                    "text/csv": string;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        title: string | null;
                        /** @description Id of the shoulder */
                        shoulder: string;
                        /** @description How many names were reserved */
                        count: number;
                        /** @description How many of them are in which state now */
                        states: {
                            reserved: number;
                            registered: number;
                            public: number;
                            withdrawn: number;
                            released: number;
                        };
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description When what is still reserved is given back by itself; null: never */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateBlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string | null;
                    expiresAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        title: string | null;
                        /** @description Id of the shoulder */
                        shoulder: string;
                        /** @description How many names were reserved */
                        count: number;
                        /** @description How many of them are in which state now */
                        states: {
                            reserved: number;
                            registered: number;
                            public: number;
                            withdrawn: number;
                            released: number;
                        };
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** @description When what is still reserved is given back by itself; null: never */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBlockNames: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The names */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            pid: string;
                            /** @enum {unknown} */
                            type: "doi" | "igsn" | "ark" | "handle";
                            /** @description The address to print and to cite */
                            url: string;
                            /** @enum {unknown} */
                            state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                            target: string | null;
                            title: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadBlockNames: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The names */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseBlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Left out: all that is still reserved */
                    pids?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many this request gave back */
                        released: number;
                        block: components["schemas"]["Block"];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promoteBlock: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    items?: {
                        pid: string;
                        target?: string | null;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata?: unknown;
                        /** @description What an IGSN ID stands for: `material`, `sampleType`, `collectors`, `collectionDate`, `collectionPlace`, `parentSample`; written into `metadata`. Only under shoulders of type igsn */
                        sample?: unknown;
                    }[];
                    /** @description Instead of items: all in the same way */
                    filter?: {
                        /** @description The first so many that are still reserved; left out: all of them */
                        first?: number;
                    };
                    /** @description Where each leads, with {pid} for its name */
                    target?: string | null;
                    /** @description DataCite metadata (kernel 4.7) as JSON */
                    metadata?: unknown;
                    /** @description What an IGSN ID stands for: `material`, `sampleType`, `collectors`, `collectionDate`, `collectionPlace`, `parentSample`; written into `metadata`. Only under shoulders of type igsn */
                    sample?: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        pids: string[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editBlock: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    items?: {
                        pid: string;
                        target?: string | null;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata?: unknown;
                        /** @description What an IGSN ID stands for: `material`, `sampleType`, `collectors`, `collectionDate`, `collectionPlace`, `parentSample`; written into `metadata`. Only under shoulders of type igsn */
                        sample?: unknown;
                    }[];
                    /** @description Instead of items: all in the same way */
                    filter?: {
                        /** @description The first so many that are still reserved; left out: all of them */
                        first?: number;
                    };
                    /** @description Where each leads, with {pid} for its name */
                    target?: string | null;
                    /** @description DataCite metadata (kernel 4.7) as JSON */
                    metadata?: unknown;
                    /** @description What an IGSN ID stands for: `material`, `sampleType`, `collectors`, `collectionDate`, `collectionPlace`, `parentSample`; written into `metadata`. Only under shoulders of type igsn */
                    sample?: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        pids: string[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releasePid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical name, such as 10.5072/abcd-1234 or ark:99999/fk44w2s */
                        pid: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @enum {unknown} */
                        state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                        /** @description Where it resolves to; null: its own page here */
                        target: string | null;
                        /** @description The address to print and to cite */
                        url: string;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        shoulder: string;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        /** @description Why it was withdrawn */
                        reason: string | null;
                        version: number;
                        registration: {
                            /** @enum {unknown} */
                            state: "none" | "pending" | "acknowledged" | "refused";
                        };
                        /** @description The block that it was reserved in */
                        block: string | null;
                        /** @description When a reserved name is released by itself; null: never */
                        expiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    printBlockLabels: {
        parameters: {
            query?: {
                stock?: "a4-24" | "a4-21" | "a4-65" | "letter-30" | "roll-57x32";
                from?: number;
                to?: number;
                /** @description Labels of the first sheet that are used up */
                skip?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sheets, as PDF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    printLabels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    pids: string[];
                    /**
                     * @default a4-24
                     * @enum {unknown}
                     */
                    stock?: "a4-24" | "a4-21" | "a4-65" | "letter-30" | "roll-57x32";
                    /**
                     * @description Labels of the first sheet that are used up
                     * @default 0
                     */
                    skip?: number;
                };
            };
        };
        responses: {
            /** @description The sheets, as PDF */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fillTable: {
        parameters: {
            query: {
                /** @description Heading of the column to fill */
                column: string;
                value?: "pid" | "url";
                /** @description The first name to use */
                from?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": unknown;
                "text/tab-separated-values": unknown;
            };
        };
        responses: {
            /** @description The filled table */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBatches: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Batch"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadBatch: {
        parameters: {
            query?: {
                /** @description Say what would happen, and write nothing */
                dryRun?: boolean;
                /** @description all-or-nothing: one refused row and nothing is done; 100,000 rows at most */
                mode?: "all-or-nothing" | "row-by-row";
                /** @description For rows that have none */
                verb?: "reserve" | "mint" | "update" | "publish" | "withdraw" | "retarget";
                /** @description Id or prefix, for rows that have none */
                shoulder?: string;
                /** @description Answer only when it is finished, or after so many seconds */
                wait?: number;
            };
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "application/x-ndjson": string;
                "application/json": {
                    [key: string]: unknown;
                }[];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description waiting, running, cancelling; then done, refused (all or nothing, and nothing was done), cancelled or failed
                         * @enum {unknown}
                         */
                        state: "waiting" | "running" | "cancelling" | "done" | "refused" | "cancelled" | "failed";
                        /** @enum {unknown} */
                        mode: "all-or-nothing" | "row-by-row";
                        dryRun: boolean;
                        /** @enum {unknown} */
                        format: "csv" | "ndjson" | "json";
                        verb: ("reserve" | "mint" | "update" | "publish" | "withdraw" | "retarget") | null;
                        shoulder: string | null;
                        bytes: number;
                        counts: {
                            total: number;
                            /** @description Rows settled so far: ok, refused or skipped */
                            done: number;
                            ok: number;
                            refused: number;
                            skipped: number;
                        };
                        rowsPerSecond: number | null;
                        /** @description The blocks of its plain reservations */
                        blocks: string[];
                        problem: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        links: {
                            self: string;
                            events: string;
                            result: string | null;
                            cancel: string | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBatch: {
        parameters: {
            query?: {
                /** @description Answer only when it is finished, or after so many seconds */
                wait?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description waiting, running, cancelling; then done, refused (all or nothing, and nothing was done), cancelled or failed
                         * @enum {unknown}
                         */
                        state: "waiting" | "running" | "cancelling" | "done" | "refused" | "cancelled" | "failed";
                        /** @enum {unknown} */
                        mode: "all-or-nothing" | "row-by-row";
                        dryRun: boolean;
                        /** @enum {unknown} */
                        format: "csv" | "ndjson" | "json";
                        verb: ("reserve" | "mint" | "update" | "publish" | "withdraw" | "retarget") | null;
                        shoulder: string | null;
                        bytes: number;
                        counts: {
                            total: number;
                            /** @description Rows settled so far: ok, refused or skipped */
                            done: number;
                            ok: number;
                            refused: number;
                            skipped: number;
                        };
                        rowsPerSecond: number | null;
                        /** @description The blocks of its plain reservations */
                        blocks: string[];
                        problem: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        links: {
                            self: string;
                            events: string;
                            result: string | null;
                            cancel: string | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description waiting, running, cancelling; then done, refused (all or nothing, and nothing was done), cancelled or failed
                         * @enum {unknown}
                         */
                        state: "waiting" | "running" | "cancelling" | "done" | "refused" | "cancelled" | "failed";
                        /** @enum {unknown} */
                        mode: "all-or-nothing" | "row-by-row";
                        dryRun: boolean;
                        /** @enum {unknown} */
                        format: "csv" | "ndjson" | "json";
                        verb: ("reserve" | "mint" | "update" | "publish" | "withdraw" | "retarget") | null;
                        shoulder: string | null;
                        bytes: number;
                        counts: {
                            total: number;
                            /** @description Rows settled so far: ok, refused or skipped */
                            done: number;
                            ok: number;
                            refused: number;
                            skipped: number;
                        };
                        rowsPerSecond: number | null;
                        /** @description The blocks of its plain reservations */
                        blocks: string[];
                        problem: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        links: {
                            self: string;
                            events: string;
                            result: string | null;
                            cancel: string | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBatchResult: {
        parameters: {
            query?: {
                /** @description Goes before Accept; CSV unless one of them says otherwise */
                format?: "csv" | "ndjson";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readQueueEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pid: string;
                        /** @enum {unknown} */
                        status: "TO_BE_RESERVED" | "TO_BE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "TO_BE_DELETED" | "IS_RESERVED" | "IS_REGISTERED" | "DELETED";
                        /** @enum {unknown} */
                        state: "pending" | "acknowledged" | "refused";
                        /** @enum {unknown} */
                        wanted: "findable" | "registered" | "draft" | "absent";
                        account: {
                            id: string;
                            repositoryId: string;
                        };
                        /** @description Short name of the organisation that the account belongs to */
                        organisation: string;
                        /** @description Attempts since the wish last changed or was queued again */
                        attempts: number;
                        nextAttemptAt: string | null;
                        lastAnswer: {
                            /** Format: date-time */
                            at: string;
                            /** @description HTTP status of the registrar; null: no answer came */
                            status: number | null;
                            detail: string;
                            errors: {
                                pointer: string;
                                detail: string;
                            }[];
                        } | null;
                        /** @description What the identifier is the name of, where this service describes it */
                        holder: {
                            type: string;
                            id: string;
                            handle: string | null;
                        } | null;
                        /** Format: date-time */
                        wantedAt: string;
                        acknowledgedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQueue: {
        parameters: {
            query?: {
                status?: "TO_BE_RESERVED" | "TO_BE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "TO_BE_DELETED" | "IS_RESERVED" | "IS_REGISTERED" | "DELETED";
                state?: "pending" | "acknowledged" | "refused";
                action?: "register" | "reserve" | "update" | "delete";
                /** @description Id of a registrar account */
                account?: string;
                organisation?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["QueuedRegistration"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    summarizeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        statuses: {
                            TO_BE_RESERVED: number;
                            TO_BE_REGISTERED: number;
                            UPDATE_BEFORE_REGISTRATION: number;
                            UPDATE_RESERVED: number;
                            UPDATE_REGISTERED: number;
                            TO_BE_DELETED: number;
                            IS_RESERVED: number;
                            IS_REGISTERED: number;
                            DELETED: number;
                        };
                        states: {
                            pending: number;
                            acknowledged: number;
                            refused: number;
                        };
                        /** @description Why nothing is sent at all, where that is so */
                        heldBack: string | null;
                        accounts: {
                            id: string;
                            organisation: string;
                            /** @enum {string} */
                            registrar: "datacite";
                            url: string;
                            repositoryId: string;
                            /** @description The rate in force */
                            requestsPerFiveMinutes: number;
                            /** @description The rate where nobody set another here */
                            configuredRequestsPerFiveMinutes: number;
                            /** @description Attempts under way at a time, in each process */
                            concurrency: number;
                            pause: {
                                /** Format: date-time */
                                since: string;
                                reason: string;
                            } | null;
                            /** @description The registrar is taken to be out of order; nothing is sent but heartbeats */
                            outage: {
                                /** Format: date-time */
                                since: string;
                                detail: string;
                                nextHeartbeatAt: string | null;
                            } | null;
                            /** @description Who is mailed when something needs a person; null: the contact address of the service */
                            alertAddress: string | null;
                            statuses: {
                                TO_BE_RESERVED: number;
                                TO_BE_REGISTERED: number;
                                UPDATE_BEFORE_REGISTRATION: number;
                                UPDATE_RESERVED: number;
                                UPDATE_REGISTERED: number;
                                TO_BE_DELETED: number;
                                IS_RESERVED: number;
                                IS_REGISTERED: number;
                                DELETED: number;
                            };
                            states: {
                                pending: number;
                                acknowledged: number;
                                refused: number;
                            };
                            /** @description When the first that waits is due */
                            nextAttemptAt: string | null;
                        }[];
                        /** @description What people were told of in the last days, newest first */
                        alerts: {
                            organisation: string;
                            /** @enum {unknown} */
                            cause: "refused" | "account" | "outage" | "hold-back";
                            /** Format: date */
                            day: string;
                            subject: string;
                            body: string;
                            /** Format: date-time */
                            createdAt: string;
                            /**
                             * @description Kept: there is no mail server or no address, or it was refused or grew too old
                             * @enum {unknown}
                             */
                            mail: "sent" | "waiting" | "kept";
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requeueRegistrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    pids?: string[];
                    filter?: {
                        /** @enum {unknown} */
                        status?: "TO_BE_RESERVED" | "TO_BE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "TO_BE_DELETED" | "IS_RESERVED" | "IS_REGISTERED" | "DELETED";
                        /** @enum {unknown} */
                        state?: "pending" | "acknowledged" | "refused";
                        /** @enum {unknown} */
                        action?: "register" | "reserve" | "update" | "delete";
                        /**
                         * Format: uuid
                         * @description Id of a registrar account
                         */
                        account?: string;
                        organisation?: string;
                    };
                    /** @description With `pids`: send again also what the registrar has acknowledged */
                    force?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requeued: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptRegistrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    action?: "register" | "reserve" | "update" | "delete";
                    pids?: string[];
                    /**
                     * Format: uuid
                     * @description Id of a registrar account
                     */
                    account?: string;
                    organisation?: string;
                    cursor?: string;
                    /** @default 100 */
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            pid: string;
                            /** @description Null: there is no such identifier in the queue */
                            before: ("TO_BE_RESERVED" | "TO_BE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "TO_BE_DELETED" | "IS_RESERVED" | "IS_REGISTERED" | "DELETED") | null;
                            status: ("TO_BE_RESERVED" | "TO_BE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "TO_BE_DELETED" | "IS_RESERVED" | "IS_REGISTERED" | "DELETED") | null;
                            /** @enum {unknown} */
                            outcome: "acknowledged" | "pending" | "refused" | "not-sent";
                            detail: string;
                            /** @description With `not-sent`: the account is paused or its registrar out of order; its rate budget is used up; it is being attempted at this moment; this is a copy of another service. Null: there is nothing to send */
                            reason: ("account" | "budget" | "busy" | "held-back") | null;
                            /** @description With `not-sent`: when to come back, where that is known */
                            retryAt: string | null;
                        }[];
                        next: string | null;
                        /** @description The rate budget is used up: go on with `next` at this moment. Nothing of what is left was attempted */
                        retryAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRegistrarAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RegistrarAccount"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRegistrarAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        /** @enum {string} */
                        registrar: "datacite";
                        url: string;
                        repositoryId: string;
                        /** @description The rate in force */
                        requestsPerFiveMinutes: number;
                        /** @description The rate where nobody set another here */
                        configuredRequestsPerFiveMinutes: number;
                        /** @description Attempts under way at a time, in each process */
                        concurrency: number;
                        pause: {
                            /** Format: date-time */
                            since: string;
                            reason: string;
                        } | null;
                        /** @description The registrar is taken to be out of order; nothing is sent but heartbeats */
                        outage: {
                            /** Format: date-time */
                            since: string;
                            detail: string;
                            nextHeartbeatAt: string | null;
                        } | null;
                        /** @description Who is mailed when something needs a person; null: the contact address of the service */
                        alertAddress: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeRegistrarAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    concurrency?: number;
                    /** @description Null: as configured */
                    requestsPerFiveMinutes?: number | null;
                    alertAddress?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        /** @enum {string} */
                        registrar: "datacite";
                        url: string;
                        repositoryId: string;
                        /** @description The rate in force */
                        requestsPerFiveMinutes: number;
                        /** @description The rate where nobody set another here */
                        configuredRequestsPerFiveMinutes: number;
                        /** @description Attempts under way at a time, in each process */
                        concurrency: number;
                        pause: {
                            /** Format: date-time */
                            since: string;
                            reason: string;
                        } | null;
                        /** @description The registrar is taken to be out of order; nothing is sent but heartbeats */
                        outage: {
                            /** Format: date-time */
                            since: string;
                            detail: string;
                            nextHeartbeatAt: string | null;
                        } | null;
                        /** @description Who is mailed when something needs a person; null: the contact address of the service */
                        alertAddress: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseRegistrarAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        /** @enum {string} */
                        registrar: "datacite";
                        url: string;
                        repositoryId: string;
                        /** @description The rate in force */
                        requestsPerFiveMinutes: number;
                        /** @description The rate where nobody set another here */
                        configuredRequestsPerFiveMinutes: number;
                        /** @description Attempts under way at a time, in each process */
                        concurrency: number;
                        pause: {
                            /** Format: date-time */
                            since: string;
                            reason: string;
                        } | null;
                        /** @description The registrar is taken to be out of order; nothing is sent but heartbeats */
                        outage: {
                            /** Format: date-time */
                            since: string;
                            detail: string;
                            nextHeartbeatAt: string | null;
                        } | null;
                        /** @description Who is mailed when something needs a person; null: the contact address of the service */
                        alertAddress: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeRegistrarAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: string;
                        /** @enum {string} */
                        registrar: "datacite";
                        url: string;
                        repositoryId: string;
                        /** @description The rate in force */
                        requestsPerFiveMinutes: number;
                        /** @description The rate where nobody set another here */
                        configuredRequestsPerFiveMinutes: number;
                        /** @description Attempts under way at a time, in each process */
                        concurrency: number;
                        pause: {
                            /** Format: date-time */
                            since: string;
                            reason: string;
                        } | null;
                        /** @description The registrar is taken to be out of order; nothing is sent but heartbeats */
                        outage: {
                            /** Format: date-time */
                            since: string;
                            detail: string;
                            nextHeartbeatAt: string | null;
                        } | null;
                        /** @description Who is mailed when something needs a person; null: the contact address of the service */
                        alertAddress: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkRegistrarAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        detail: string;
                        account: components["schemas"]["RegistrarAccount"];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The address that this service runs as */
                        publicUrl: string;
                        /** @description The address that its database was confirmed for */
                        confirmedPublicUrl: string;
                        /** @description Registrations are sent only while the two are the same */
                        confirmed: boolean;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The address that this service runs as */
                        publicUrl: string;
                        /** @description The address that its database was confirmed for */
                        confirmedPublicUrl: string;
                        /** @description Registrations are sent only while the two are the same */
                        confirmed: boolean;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Which key seals at present */
                        keyId: string;
                        keys: {
                            /** @description `k1`: sealed before keys had ids of their own, with whatever SECRET_KEY was then */
                            keyId: string;
                            current: boolean;
                            /** @description False: neither SECRET_KEY nor SECRET_KEY_PREVIOUS is this key */
                            known: boolean;
                            columns: {
                                /** @description Table and column, such as `grants.access_token` */
                                name: string;
                                values: number;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 1000 */
                    limit: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Values that are under the present key now */
                        resealed: number;
                        /** @description What no known key opens; it stays as it is */
                        unopened: {
                            /** @description Table and column, such as `grants.access_token` */
                            name: string;
                            values: number;
                        }[];
                        /** @description False: there is more; ask again */
                        done: boolean;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listItems: {
        parameters: {
            query?: {
                /** @description Words of the metadata; “…” for a phrase, or, and - before a word that must be missing */
                text?: string;
                state?: "workspace" | "archived" | "withdrawn";
                /** @description Its short name */
                organisation?: string;
                collection?: string;
                /** @description resourceTypeGeneral, such as Dataset */
                type?: string;
                /** @description An identifier of it, in any spelling */
                pid?: string;
                work?: string;
                owner?: "me";
                updatedSince?: string;
                sort?: "created" | "-created" | "updated" | "-updated";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Item"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description DataCite metadata (kernel 4.7) as JSON; complete for what is archived or announced */
                    metadata: unknown;
                    /**
                     * @default workspace
                     * @enum {unknown}
                     */
                    state?: "workspace" | "archived";
                    /** @description Short name */
                    organisation?: string;
                    /** @description dc.* values that the kernel cannot hold, by field */
                    otherFields?: {
                        [key: string]: {
                            value: string;
                            language: string | null;
                            authority: string | null;
                            confidence: number;
                        }[];
                    };
                    collection?: string | null;
                    /** @description At most 1000 files, each {"name", "url", "sizeBytes"?, "mediaType"?, "checksum"?: {"algorithm", "value"}} */
                    files?: unknown;
                    /**
                     * @description Who may read it once it is archived
                     * @enum {unknown}
                     */
                    access?: "public" | "organisation";
                    /** @description Whether lists and searches show it */
                    discoverable?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        state: "workspace" | "archived" | "withdrawn" | "deleted";
                        /** @description Counts changes of any kind; the ETag */
                        version: number;
                        /** @description The revision that holds metadata and files as they are */
                        revision: number;
                        /** @description Short name */
                        organisation: string;
                        collection: string | null;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        submitter: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** @enum {unknown} */
                        access: "public" | "organisation";
                        discoverable: boolean;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                        /** @description DOIs first, then Handles */
                        identifiers: components["schemas"]["HeldIdentifier"][];
                        work: {
                            id: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        archivedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        state: "workspace" | "archived" | "withdrawn" | "deleted";
                        /** @description Counts changes of any kind; the ETag */
                        version: number;
                        /** @description The revision that holds metadata and files as they are */
                        revision: number;
                        /** @description Short name */
                        organisation: string;
                        collection: string | null;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        submitter: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** @enum {unknown} */
                        access: "public" | "organisation";
                        discoverable: boolean;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                        /** @description DOIs first, then Handles */
                        identifiers: components["schemas"]["HeldIdentifier"][];
                        work: {
                            id: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        archivedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteItem: {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: {
                /** @description The ETag of the version that you have seen; may be left out */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description DataCite metadata (kernel 4.7) as JSON; complete for what is archived or announced */
                    metadata?: unknown;
                    /** @description dc.* values that the kernel cannot hold, by field */
                    otherFields?: {
                        [key: string]: {
                            value: string;
                            language: string | null;
                            authority: string | null;
                            confidence: number;
                        }[];
                    };
                    collection?: string | null;
                    /** @description At most 1000 files, each {"name", "url", "sizeBytes"?, "mediaType"?, "checksum"?: {"algorithm", "value"}} */
                    files?: unknown;
                    /**
                     * @description Who may read it once it is archived
                     * @enum {unknown}
                     */
                    access?: "public" | "organisation";
                    /** @description Whether lists and searches show it */
                    discoverable?: boolean;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        state: "workspace" | "archived" | "withdrawn" | "deleted";
                        /** @description Counts changes of any kind; the ETag */
                        version: number;
                        /** @description The revision that holds metadata and files as they are */
                        revision: number;
                        /** @description Short name */
                        organisation: string;
                        collection: string | null;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        submitter: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** @enum {unknown} */
                        access: "public" | "organisation";
                        discoverable: boolean;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                        /** @description DOIs first, then Handles */
                        identifiers: components["schemas"]["HeldIdentifier"][];
                        work: {
                            id: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        archivedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archiveItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
                /** @description The ETag of the version that you have seen; may be left out */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        state: "workspace" | "archived" | "withdrawn" | "deleted";
                        /** @description Counts changes of any kind; the ETag */
                        version: number;
                        /** @description The revision that holds metadata and files as they are */
                        revision: number;
                        /** @description Short name */
                        organisation: string;
                        collection: string | null;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        submitter: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** @enum {unknown} */
                        access: "public" | "organisation";
                        discoverable: boolean;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                        /** @description DOIs first, then Handles */
                        identifiers: components["schemas"]["HeldIdentifier"][];
                        work: {
                            id: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        archivedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
                /** @description The ETag of the version that you have seen; may be left out */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        state: "workspace" | "archived" | "withdrawn" | "deleted";
                        /** @description Counts changes of any kind; the ETag */
                        version: number;
                        /** @description The revision that holds metadata and files as they are */
                        revision: number;
                        /** @description Short name */
                        organisation: string;
                        collection: string | null;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        submitter: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** @enum {unknown} */
                        access: "public" | "organisation";
                        discoverable: boolean;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                        /** @description DOIs first, then Handles */
                        identifiers: components["schemas"]["HeldIdentifier"][];
                        work: {
                            id: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        archivedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reinstateItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
                /** @description The ETag of the version that you have seen; may be left out */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        state: "workspace" | "archived" | "withdrawn" | "deleted";
                        /** @description Counts changes of any kind; the ETag */
                        version: number;
                        /** @description The revision that holds metadata and files as they are */
                        revision: number;
                        /** @description Short name */
                        organisation: string;
                        collection: string | null;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        submitter: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** @enum {unknown} */
                        access: "public" | "organisation";
                        discoverable: boolean;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                        /** @description DOIs first, then Handles */
                        identifiers: components["schemas"]["HeldIdentifier"][];
                        work: {
                            id: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        archivedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revertItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
                /** @description The ETag of the version that you have seen; may be left out */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        state: "workspace" | "archived" | "withdrawn" | "deleted";
                        /** @description Counts changes of any kind; the ETag */
                        version: number;
                        /** @description The revision that holds metadata and files as they are */
                        revision: number;
                        /** @description Short name */
                        organisation: string;
                        collection: string | null;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        submitter: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** @enum {unknown} */
                        access: "public" | "organisation";
                        discoverable: boolean;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                        /** @description DOIs first, then Handles */
                        identifiers: components["schemas"]["HeldIdentifier"][];
                        work: {
                            id: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        archivedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listItemRevisions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ItemRevisionEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readItemRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        number: number;
                        actor: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        reason: string | null;
                        /** Format: date-time */
                        at: string;
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diffItemRevisions: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: number;
                        to: number;
                        changes: {
                            /** @enum {unknown} */
                            op: "add" | "remove" | "replace";
                            /** @description JSON pointer */
                            path: string;
                            before: unknown;
                            after: unknown;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listItemEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ItemEvent"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listItemIdentifiers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HeldIdentifier"][];
                        next: null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    identifyItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    type: "doi";
                    /** @enum {unknown} */
                    action: "mint" | "reserve" | "register";
                    /** @description Of a minted one: whether archiving the item registers it */
                    registerOnArchive?: boolean;
                    /** @description A DOI filter that has to let the item through; left out: every item */
                    filter?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical name */
                        pid: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @enum {unknown} */
                        state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                        status: ("UNKNOWN" | "TO_BE_REGISTERED" | "TO_BE_RESERVED" | "IS_REGISTERED" | "IS_RESERVED" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "TO_BE_DELETED" | "DELETED" | "PENDING" | "MINTED") | null;
                        /** @description The address to print and to cite */
                        url: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteItemIdentifier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
                pid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical name */
                        pid: string;
                        /** @enum {unknown} */
                        type: "doi" | "igsn" | "ark" | "handle";
                        /** @enum {unknown} */
                        state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                        status: ("UNKNOWN" | "TO_BE_REGISTERED" | "TO_BE_RESERVED" | "IS_REGISTERED" | "IS_RESERVED" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "TO_BE_DELETED" | "DELETED" | "PENDING" | "MINTED") | null;
                        /** @description The address to print and to cite */
                        url: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCommunities: {
        parameters: {
            query?: {
                /** @description Its short name */
                organisation?: string;
                /** @description The community that they are in; “none” for communities at the top */
                community?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Container"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    community?: string | null;
                    /** @description Needed when you belong to several */
                    organisation?: string;
                    /** @description Values by field, such as dc.description.abstract */
                    metadata?: {
                        [key: string]: {
                            value: string;
                            language?: string | null;
                            authority?: string | null;
                            confidence?: number;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        type: "community" | "collection";
                        name: string;
                        /** @description Its short name */
                        organisation: string;
                        community: string | null;
                        handle: string | null;
                        metadata: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCollections: {
        parameters: {
            query?: {
                /** @description Its short name */
                organisation?: string;
                /** @description The community that they are in; “none” for communities at the top */
                community?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Container"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCollection: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: uuid */
                    community: string;
                    /** @description Values by field, such as dc.description.abstract */
                    metadata?: {
                        [key: string]: {
                            value: string;
                            language?: string | null;
                            authority?: string | null;
                            confidence?: number;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        type: "community" | "collection";
                        name: string;
                        /** @description Its short name */
                        organisation: string;
                        community: string | null;
                        handle: string | null;
                        metadata: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCommunity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        type: "community" | "collection";
                        name: string;
                        /** @description Its short name */
                        organisation: string;
                        community: string | null;
                        handle: string | null;
                        metadata: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    community?: string | null;
                    /** @description Values by field, such as dc.description.abstract */
                    metadata?: {
                        [key: string]: {
                            value: string;
                            language?: string | null;
                            authority?: string | null;
                            confidence?: number;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        type: "community" | "collection";
                        name: string;
                        /** @description Its short name */
                        organisation: string;
                        community: string | null;
                        handle: string | null;
                        metadata: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        type: "community" | "collection";
                        name: string;
                        /** @description Its short name */
                        organisation: string;
                        community: string | null;
                        handle: string | null;
                        metadata: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCollection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeCollection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    community?: string | null;
                    /** @description Values by field, such as dc.description.abstract */
                    metadata?: {
                        [key: string]: {
                            value: string;
                            language?: string | null;
                            authority?: string | null;
                            confidence?: number;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        type: "community" | "collection";
                        name: string;
                        /** @description Its short name */
                        organisation: string;
                        community: string | null;
                        handle: string | null;
                        metadata: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDoiFilters: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DoiFilter"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDoiFilter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description Letters, digits, “_”, “.” and “-”; 63 at most */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string | null;
                        /** @description One of `{"and": […]}`, `{"or": […]}`, `{"not": …}`, `{"type": ["Dataset", …]}`, `{"collection": [uuid, …]}`, `{"community": [uuid, …]}`, `{"metadata": {"path": "titles/title", "matches": "RE2"}}`, `{"files": {"min": 1, "max": 9}}`, `{"archived": true}`, `{"withdrawn": false}`, `{"hasDoi": false}`, `{"always": true}` */
                        condition: unknown;
                        /** @description Whether every organisation has it, as it is */
                        builtIn: boolean;
                        version: number;
                        createdAt: string | null;
                        updatedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putDoiFilter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed once there is one */
                "if-match"?: string;
            };
            path: {
                slug: string;
                /** @description Letters, digits, “_”, “.” and “-”; 63 at most */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string | null;
                    /** @description One of `{"and": […]}`, `{"or": […]}`, `{"not": …}`, `{"type": ["Dataset", …]}`, `{"collection": [uuid, …]}`, `{"community": [uuid, …]}`, `{"metadata": {"path": "titles/title", "matches": "RE2"}}`, `{"files": {"min": 1, "max": 9}}`, `{"archived": true}`, `{"withdrawn": false}`, `{"hasDoi": false}`, `{"always": true}` */
                    condition: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string | null;
                        /** @description One of `{"and": […]}`, `{"or": […]}`, `{"not": …}`, `{"type": ["Dataset", …]}`, `{"collection": [uuid, …]}`, `{"community": [uuid, …]}`, `{"metadata": {"path": "titles/title", "matches": "RE2"}}`, `{"files": {"min": 1, "max": 9}}`, `{"archived": true}`, `{"withdrawn": false}`, `{"hasDoi": false}`, `{"always": true}` */
                        condition: unknown;
                        /** @description Whether every organisation has it, as it is */
                        builtIn: boolean;
                        version: number;
                        createdAt: string | null;
                        updatedAt: string | null;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string | null;
                        /** @description One of `{"and": […]}`, `{"or": […]}`, `{"not": …}`, `{"type": ["Dataset", …]}`, `{"collection": [uuid, …]}`, `{"community": [uuid, …]}`, `{"metadata": {"path": "titles/title", "matches": "RE2"}}`, `{"files": {"min": 1, "max": 9}}`, `{"archived": true}`, `{"withdrawn": false}`, `{"hasDoi": false}`, `{"always": true}` */
                        condition: unknown;
                        /** @description Whether every organisation has it, as it is */
                        builtIn: boolean;
                        version: number;
                        createdAt: string | null;
                        updatedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteDoiFilter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                slug: string;
                /** @description Letters, digits, “_”, “.” and “-”; 63 at most */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkDoiFilter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                /** @description Letters, digits, “_”, “.” and “-”; 63 at most */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    item: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item: string;
                        filter: string;
                        matches: boolean;
                        conditions: {
                            /** @description Its place in the filter (JSON pointer) */
                            pointer: string;
                            kind: string;
                            holds: boolean;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readItemSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        doiShoulder: string | null;
                        handleShoulder: string | null;
                        /** @description Whether an item gets a DOI’s name when it is created in the workspace */
                        nameOnSubmission: boolean;
                        submissionFilter: string | null;
                        archiveFilter: string | null;
                        /** @description Whether DSpace’s pages show a button that registers a DOI */
                        registerButton: boolean;
                        version: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putItemSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed once there is one */
                "if-match"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    doiShoulder?: string | null;
                    handleShoulder?: string | null;
                    /** @description Whether an item gets a DOI’s name when it is created in the workspace */
                    nameOnSubmission?: boolean;
                    submissionFilter?: string | null;
                    archiveFilter?: string | null;
                    /** @description Whether DSpace’s pages show a button that registers a DOI */
                    registerButton?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        doiShoulder: string | null;
                        handleShoulder: string | null;
                        /** @description Whether an item gets a DOI’s name when it is created in the workspace */
                        nameOnSubmission: boolean;
                        submissionFilter: string | null;
                        archiveFilter: string | null;
                        /** @description Whether DSpace’s pages show a button that registers a DOI */
                        registerButton: boolean;
                        version: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startItemVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        /** @enum {unknown} */
                        state: "workspace" | "archived" | "withdrawn" | "deleted";
                        /** @description Counts changes of any kind; the ETag */
                        version: number;
                        /** @description The revision that holds metadata and files as they are */
                        revision: number;
                        /** @description Short name */
                        organisation: string;
                        collection: string | null;
                        owner: {
                            id: string;
                            name: string | null;
                            orcid: string;
                        } | null;
                        submitter: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** @enum {unknown} */
                        access: "public" | "organisation";
                        discoverable: boolean;
                        /** @description DataCite metadata (kernel 4.7) as JSON */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs */
                        orcids: {
                            /** @description Where in `metadata` (RFC 6901) */
                            pointer: string;
                            name: string;
                            orcid: string;
                            /** @description The address of the iD in the registry it is from */
                            orcidUrl: string;
                            /** @description False: somebody typed it in, and nobody has signed in with it */
                            authenticated: boolean;
                        }[];
                        /** @description dc.* values that the kernel cannot hold, by field */
                        otherFields: {
                            [key: string]: {
                                value: string;
                                language: string | null;
                                authority: string | null;
                                confidence: number;
                            }[];
                        };
                        files: {
                            name: string;
                            url: string;
                            sizeBytes: number | null;
                            mediaType: string | null;
                            checksum: {
                                /** @enum {unknown} */
                                algorithm: "md5" | "sha256" | "sha512";
                                value: string;
                            } | null;
                        }[];
                        /** @description DOIs first, then Handles */
                        identifiers: components["schemas"]["HeldIdentifier"][];
                        work: {
                            id: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        archivedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWork: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description Its short name */
                        organisation: string;
                        concept: {
                            /** @description Canonical name */
                            pid: string;
                            /** @enum {unknown} */
                            type: "doi" | "igsn" | "ark" | "handle";
                            /** @enum {unknown} */
                            state: "reserved" | "registered" | "public" | "withdrawn" | "released";
                            status: ("UNKNOWN" | "TO_BE_REGISTERED" | "TO_BE_RESERVED" | "IS_REGISTERED" | "IS_RESERVED" | "UPDATE_RESERVED" | "UPDATE_REGISTERED" | "UPDATE_BEFORE_REGISTRATION" | "TO_BE_DELETED" | "DELETED" | "PENDING" | "MINTED") | null;
                            /** @description The address to print and to cite */
                            url: string;
                        } | null;
                        /** @description Those that you may read, by number */
                        versions: components["schemas"]["Item"][];
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeItemsInBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/jsonl": string;
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidClient: {
        parameters: {
            query?: {
                /** @description Left out: production before the sandbox before the stand-in */
                environment?: "production" | "sandbox" | "stand-in";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An organisation's credentials at ORCID; the secret is never shown */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        environment: "production" | "sandbox" | "stand-in";
                        /** @enum {unknown} */
                        api: "public" | "member";
                        clientId: string;
                        requestsPerSecond: number;
                        /** @description Whether people are asked to let links, keywords, other names and identifiers be written */
                        asksForPerson: boolean;
                        /** @description It comes from the environment variables, and changes there alone */
                        fromEnvironment: boolean;
                        /** @description To be registered with the client at ORCID */
                        redirectUris: string[];
                        /** @description The page where people connect their records */
                        connectUrl: string;
                        refused: string | null;
                        tested: {
                            /** Format: date-time */
                            at: string;
                            checks: {
                                /** @enum {unknown} */
                                name: "token-endpoint" | "credentials" | "record-api" | "redirect-address" | "webhooks" | "groups";
                                /** @enum {unknown} */
                                outcome: "passed" | "failed" | "not-granted" | "unknown";
                                detail: string;
                            }[];
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putOrcidClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    environment: "production" | "sandbox" | "stand-in";
                    /** @enum {unknown} */
                    api: "public" | "member";
                    /** @description ORCID's name of the client, such as APP-0123456789ABCDEF */
                    clientId: string;
                    /** @description Write-only; left out, the present one stays */
                    clientSecret?: string;
                    /** @description Left out: what ORCID allows */
                    requestsPerSecond?: number;
                    asksForPerson?: boolean;
                };
            };
        };
        responses: {
            /** @description An organisation's credentials at ORCID; the secret is never shown */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        environment: "production" | "sandbox" | "stand-in";
                        /** @enum {unknown} */
                        api: "public" | "member";
                        clientId: string;
                        requestsPerSecond: number;
                        /** @description Whether people are asked to let links, keywords, other names and identifiers be written */
                        asksForPerson: boolean;
                        /** @description It comes from the environment variables, and changes there alone */
                        fromEnvironment: boolean;
                        /** @description To be registered with the client at ORCID */
                        redirectUris: string[];
                        /** @description The page where people connect their records */
                        connectUrl: string;
                        refused: string | null;
                        tested: {
                            /** Format: date-time */
                            at: string;
                            checks: {
                                /** @enum {unknown} */
                                name: "token-endpoint" | "credentials" | "record-api" | "redirect-address" | "webhooks" | "groups";
                                /** @enum {unknown} */
                                outcome: "passed" | "failed" | "not-granted" | "unknown";
                                detail: string;
                            }[];
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description An organisation's credentials at ORCID; the secret is never shown */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        environment: "production" | "sandbox" | "stand-in";
                        /** @enum {unknown} */
                        api: "public" | "member";
                        clientId: string;
                        requestsPerSecond: number;
                        /** @description Whether people are asked to let links, keywords, other names and identifiers be written */
                        asksForPerson: boolean;
                        /** @description It comes from the environment variables, and changes there alone */
                        fromEnvironment: boolean;
                        /** @description To be registered with the client at ORCID */
                        redirectUris: string[];
                        /** @description The page where people connect their records */
                        connectUrl: string;
                        refused: string | null;
                        tested: {
                            /** Format: date-time */
                            at: string;
                            checks: {
                                /** @enum {unknown} */
                                name: "token-endpoint" | "credentials" | "record-api" | "redirect-address" | "webhooks" | "groups";
                                /** @enum {unknown} */
                                outcome: "passed" | "failed" | "not-granted" | "unknown";
                                detail: string;
                            }[];
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteOrcidClient: {
        parameters: {
            query?: {
                /** @description Left out: production before the sandbox before the stand-in */
                environment?: "production" | "sandbox" | "stand-in";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testOrcidClient: {
        parameters: {
            query?: {
                /** @description Left out: production before the sandbox before the stand-in */
                environment?: "production" | "sandbox" | "stand-in";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Nothing failed */
                        ok: boolean;
                        /** Format: date-time */
                        at: string;
                        checks: {
                            /** @enum {unknown} */
                            name: "token-endpoint" | "credentials" | "record-api" | "redirect-address" | "webhooks" | "groups";
                            /** @enum {unknown} */
                            outcome: "passed" | "failed" | "not-granted" | "unknown";
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrcidConnections: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "connected" | "revoked" | "disconnected" | "expired" | "imported" | "erased";
                /** @description A part of the name, or of the iD */
                text?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrcidConnection"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: {
                            slug: string;
                            name: string;
                        };
                        /** @description The bare iD */
                        orcid: string;
                        /** @description The address of the iD in the registry it is from */
                        orcidUrl: string;
                        /** @enum {unknown} */
                        environment: "production" | "sandbox" | "stand-in";
                        name: string | null;
                        /** @description Its owner proved the iD here */
                        authenticated: boolean;
                        /** @enum {unknown} */
                        state: "connected" | "revoked" | "disconnected" | "expired" | "imported" | "erased";
                        /** @enum {unknown} */
                        recordState: "active" | "locked" | "deactivated" | "unclaimed" | "merged";
                        mergedInto: string | null;
                        /** @enum {unknown} */
                        preference: "automatic" | "ask" | "never";
                        language: string | null;
                        connectedAt: string | null;
                        endedAt: string | null;
                        endedDetail: string | null;
                        /** @description What the person allows at the moment */
                        scopes: string[];
                        /** @description The ledger, newest first; tokens are never shown */
                        grants: {
                            id: string;
                            scope: string;
                            /** Format: date-time */
                            issuedAt: string;
                            expiresAt: string | null;
                            /** @enum {unknown} */
                            state: "live" | "expired" | "refused" | "to-revoke" | "revoked";
                            detail: string | null;
                        }[];
                        history: {
                            /** Format: date-time */
                            at: string;
                            action: string;
                            actor: {
                                kind: string;
                                name: string | null;
                                orcid: string | null;
                            };
                            reason: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOrcidConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnOrcidConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrcidConnection"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOwnOrcidConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: {
                            slug: string;
                            name: string;
                        };
                        /** @description The bare iD */
                        orcid: string;
                        /** @description The address of the iD in the registry it is from */
                        orcidUrl: string;
                        /** @enum {unknown} */
                        environment: "production" | "sandbox" | "stand-in";
                        name: string | null;
                        /** @description Its owner proved the iD here */
                        authenticated: boolean;
                        /** @enum {unknown} */
                        state: "connected" | "revoked" | "disconnected" | "expired" | "imported" | "erased";
                        /** @enum {unknown} */
                        recordState: "active" | "locked" | "deactivated" | "unclaimed" | "merged";
                        mergedInto: string | null;
                        /** @enum {unknown} */
                        preference: "automatic" | "ask" | "never";
                        language: string | null;
                        connectedAt: string | null;
                        endedAt: string | null;
                        endedDetail: string | null;
                        /** @description What the person allows at the moment */
                        scopes: string[];
                        /** @description The ledger, newest first; tokens are never shown */
                        grants: {
                            id: string;
                            scope: string;
                            /** Format: date-time */
                            issuedAt: string;
                            expiresAt: string | null;
                            /** @enum {unknown} */
                            state: "live" | "expired" | "refused" | "to-revoke" | "revoked";
                            detail: string | null;
                        }[];
                        history: {
                            /** Format: date-time */
                            at: string;
                            action: string;
                            actor: {
                                kind: string;
                                name: string | null;
                                orcid: string | null;
                            };
                            reason: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOwnOrcidConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOwnOrcidConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Written by itself, after asking the person, or never
                     * @enum {unknown}
                     */
                    preference?: "automatic" | "ask" | "never";
                    language?: ("en" | "ar" | "cs" | "de" | "es" | "fr" | "it" | "ja" | "ko" | "pl" | "pt" | "ru" | "tr" | "zh_CN" | "zh_TW") | null;
                };
            };
        };
        responses: {
            /** @description A person's permission to one organisation's client */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organisation: {
                            slug: string;
                            name: string;
                        };
                        /** @description The bare iD */
                        orcid: string;
                        /** @description The address of the iD in the registry it is from */
                        orcidUrl: string;
                        /** @enum {unknown} */
                        environment: "production" | "sandbox" | "stand-in";
                        name: string | null;
                        /** @description Its owner proved the iD here */
                        authenticated: boolean;
                        /** @enum {unknown} */
                        state: "connected" | "revoked" | "disconnected" | "expired" | "imported" | "erased";
                        /** @enum {unknown} */
                        recordState: "active" | "locked" | "deactivated" | "unclaimed" | "merged";
                        mergedInto: string | null;
                        /** @enum {unknown} */
                        preference: "automatic" | "ask" | "never";
                        language: string | null;
                        connectedAt: string | null;
                        endedAt: string | null;
                        endedDetail: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMergeableAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description The iD whose record ORCID merged into yours */
                            orcid: string;
                            name: string | null;
                            /**
                             * Format: date-time
                             * @description When ORCID was found to say so
                             */
                            statedAt: string;
                            roles: {
                                role: string;
                                organisation: string;
                            }[];
                            /** @description What goes over to your account, in words */
                            moved: string[];
                            /** @description What ends */
                            ended: string[];
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mergeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrcidInvitations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "queued" | "sent" | "accepted" | "declined" | "expired" | "unsubscribed" | "failed" | "withdrawn";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrcidInvitation"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteToOrcid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As the mail greets the person */
                    name: string;
                    email: string;
                    /** @description The iD that a description names for the person */
                    orcid?: string;
                    /**
                     * Format: uuid
                     * @description An item that names the person
                     */
                    item?: string;
                    /**
                     * @default en
                     * @enum {unknown}
                     */
                    language?: "en" | "de" | "es" | "fr";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        state: "queued" | "sent" | "accepted" | "declined" | "expired" | "unsubscribed" | "failed" | "withdrawn";
                        name: string;
                        email: string;
                        /** @enum {unknown} */
                        language: "en" | "de" | "es" | "fr";
                        hintedOrcid: string | null;
                        /** @description Items that name the person */
                        items: string[];
                        orcid: string | null;
                        /** @description Whether that is another one than `hintedOrcid` */
                        differs: boolean;
                        connection: string | null;
                        mails: number;
                        /** @description There is no mail server: the mail is to be read here */
                        caught: boolean;
                        lastMailAt: string | null;
                        nextMailAt: string | null;
                        detail: string | null;
                        invitedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** Format: date-time */
                        expiresAt: string;
                        endedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        state: "queued" | "sent" | "accepted" | "declined" | "expired" | "unsubscribed" | "failed" | "withdrawn";
                        name: string;
                        email: string;
                        /** @enum {unknown} */
                        language: "en" | "de" | "es" | "fr";
                        hintedOrcid: string | null;
                        /** @description Items that name the person */
                        items: string[];
                        orcid: string | null;
                        /** @description Whether that is another one than `hintedOrcid` */
                        differs: boolean;
                        connection: string | null;
                        mails: number;
                        /** @description There is no mail server: the mail is to be read here */
                        caught: boolean;
                        lastMailAt: string | null;
                        nextMailAt: string | null;
                        detail: string | null;
                        invitedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** Format: date-time */
                        expiresAt: string;
                        endedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteTableToOrcid: {
        parameters: {
            query?: {
                /** @description Checks the rows and invites nobody */
                dryRun?: boolean;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invited: number;
                        /** @description Mailboxes with an invitation that waits for an answer get no second one */
                        folded: number;
                        refused: number;
                        rows: {
                            line: number;
                            /** @enum {unknown} */
                            outcome: "invited" | "folded" | "refused" | "fine";
                            invitation: string | null;
                            problems: {
                                pointer: string;
                                detail: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrcidInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        state: "queued" | "sent" | "accepted" | "declined" | "expired" | "unsubscribed" | "failed" | "withdrawn";
                        name: string;
                        email: string;
                        /** @enum {unknown} */
                        language: "en" | "de" | "es" | "fr";
                        hintedOrcid: string | null;
                        /** @description Items that name the person */
                        items: string[];
                        orcid: string | null;
                        /** @description Whether that is another one than `hintedOrcid` */
                        differs: boolean;
                        connection: string | null;
                        mails: number;
                        /** @description There is no mail server: the mail is to be read here */
                        caught: boolean;
                        lastMailAt: string | null;
                        nextMailAt: string | null;
                        detail: string | null;
                        invitedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** Format: date-time */
                        expiresAt: string;
                        endedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrcidInvitationMail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        to: string;
                        subject: string;
                        text: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remindOrcidInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        state: "queued" | "sent" | "accepted" | "declined" | "expired" | "unsubscribed" | "failed" | "withdrawn";
                        name: string;
                        email: string;
                        /** @enum {unknown} */
                        language: "en" | "de" | "es" | "fr";
                        hintedOrcid: string | null;
                        /** @description Items that name the person */
                        items: string[];
                        orcid: string | null;
                        /** @description Whether that is another one than `hintedOrcid` */
                        differs: boolean;
                        connection: string | null;
                        mails: number;
                        /** @description There is no mail server: the mail is to be read here */
                        caught: boolean;
                        lastMailAt: string | null;
                        nextMailAt: string | null;
                        detail: string | null;
                        invitedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** Format: date-time */
                        expiresAt: string;
                        endedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawOrcidInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        state: "queued" | "sent" | "accepted" | "declined" | "expired" | "unsubscribed" | "failed" | "withdrawn";
                        name: string;
                        email: string;
                        /** @enum {unknown} */
                        language: "en" | "de" | "es" | "fr";
                        hintedOrcid: string | null;
                        /** @description Items that name the person */
                        items: string[];
                        orcid: string | null;
                        /** @description Whether that is another one than `hintedOrcid` */
                        differs: boolean;
                        connection: string | null;
                        mails: number;
                        /** @description There is no mail server: the mail is to be read here */
                        caught: boolean;
                        lastMailAt: string | null;
                        nextMailAt: string | null;
                        detail: string | null;
                        invitedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** Format: date-time */
                        expiresAt: string;
                        endedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrcidEntries: {
        parameters: {
            query?: {
                /** @description ORCID’s section, singular */
                kind?: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                orcid?: string;
                localId?: string;
                batch?: string;
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrcidEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sayOrcidEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description ORCID’s section, singular
                     * @enum {unknown}
                     */
                    kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                    localId: string;
                    /**
                     * @description The registry; left out: the most real one that the organisation has credentials for
                     * @enum {unknown}
                     */
                    environment?: "production" | "sandbox" | "stand-in";
                    orcid?: string | null;
                    email?: string | null;
                    /** @description The item in ORCID’s JSON (v3.0), without put code and visibility */
                    item: {
                        [key: string]: unknown;
                    };
                    group?: {
                        [key: string]: unknown;
                    } | null;
                };
            };
        };
        responses: {
            /** @description What an organisation says about one person, for their ORCID record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description ORCID’s section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        /** @description The organisation’s own key of it */
                        localId: string;
                        /**
                         * @description The registry; left out: the most real one that the organisation has credentials for
                         * @enum {unknown}
                         */
                        environment: "production" | "sandbox" | "stand-in";
                        orcid: string | null;
                        email: string | null;
                        connectionId: string | null;
                        title: string;
                        /** @description The item in ORCID’s JSON (v3.0), without put code and visibility */
                        item: {
                            [key: string]: unknown;
                        };
                        group: {
                            name: string;
                            description: string;
                            /** @enum {unknown} */
                            type: "publisher" | "institution" | "journal" | "conference" | "newspaper" | "newsletter" | "magazine" | "peer-review service";
                        } | null;
                        batchId: string | null;
                        deleted: boolean;
                        deposit: {
                            /** @enum {unknown} */
                            state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                            reason: string | null;
                            detail: string | null;
                            problems: {
                                pointer: string;
                                detail: string;
                            }[];
                            putCode: number | null;
                            groupId: string | null;
                            acknowledgedAt: string | null;
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: {
                            self: string;
                        };
                    };
                };
            };
            /** @description What an organisation says about one person, for their ORCID record */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description ORCID’s section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        /** @description The organisation’s own key of it */
                        localId: string;
                        /**
                         * @description The registry; left out: the most real one that the organisation has credentials for
                         * @enum {unknown}
                         */
                        environment: "production" | "sandbox" | "stand-in";
                        orcid: string | null;
                        email: string | null;
                        connectionId: string | null;
                        title: string;
                        /** @description The item in ORCID’s JSON (v3.0), without put code and visibility */
                        item: {
                            [key: string]: unknown;
                        };
                        group: {
                            name: string;
                            description: string;
                            /** @enum {unknown} */
                            type: "publisher" | "institution" | "journal" | "conference" | "newspaper" | "newsletter" | "magazine" | "peer-review service";
                        } | null;
                        batchId: string | null;
                        deleted: boolean;
                        deposit: {
                            /** @enum {unknown} */
                            state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                            reason: string | null;
                            detail: string | null;
                            problems: {
                                pointer: string;
                                detail: string;
                            }[];
                            putCode: number | null;
                            groupId: string | null;
                            acknowledgedAt: string | null;
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: {
                            self: string;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What an organisation says about one person, for their ORCID record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description ORCID’s section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        /** @description The organisation’s own key of it */
                        localId: string;
                        /**
                         * @description The registry; left out: the most real one that the organisation has credentials for
                         * @enum {unknown}
                         */
                        environment: "production" | "sandbox" | "stand-in";
                        orcid: string | null;
                        email: string | null;
                        connectionId: string | null;
                        title: string;
                        /** @description The item in ORCID’s JSON (v3.0), without put code and visibility */
                        item: {
                            [key: string]: unknown;
                        };
                        group: {
                            name: string;
                            description: string;
                            /** @enum {unknown} */
                            type: "publisher" | "institution" | "journal" | "conference" | "newspaper" | "newsletter" | "magazine" | "peer-review service";
                        } | null;
                        batchId: string | null;
                        deleted: boolean;
                        deposit: {
                            /** @enum {unknown} */
                            state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                            reason: string | null;
                            detail: string | null;
                            problems: {
                                pointer: string;
                                detail: string;
                            }[];
                            putCode: number | null;
                            groupId: string | null;
                            acknowledgedAt: string | null;
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: {
                            self: string;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOrcidEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    orcid?: string | null;
                    email?: string | null;
                    /** @description The item in ORCID’s JSON (v3.0), without put code and visibility */
                    item: {
                        [key: string]: unknown;
                    };
                    group?: {
                        [key: string]: unknown;
                    } | null;
                };
            };
        };
        responses: {
            /** @description What an organisation says about one person, for their ORCID record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description ORCID’s section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        /** @description The organisation’s own key of it */
                        localId: string;
                        /**
                         * @description The registry; left out: the most real one that the organisation has credentials for
                         * @enum {unknown}
                         */
                        environment: "production" | "sandbox" | "stand-in";
                        orcid: string | null;
                        email: string | null;
                        connectionId: string | null;
                        title: string;
                        /** @description The item in ORCID’s JSON (v3.0), without put code and visibility */
                        item: {
                            [key: string]: unknown;
                        };
                        group: {
                            name: string;
                            description: string;
                            /** @enum {unknown} */
                            type: "publisher" | "institution" | "journal" | "conference" | "newspaper" | "newsletter" | "magazine" | "peer-review service";
                        } | null;
                        batchId: string | null;
                        deleted: boolean;
                        deposit: {
                            /** @enum {unknown} */
                            state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                            reason: string | null;
                            detail: string | null;
                            problems: {
                                pointer: string;
                                detail: string;
                            }[];
                            putCode: number | null;
                            groupId: string | null;
                            acknowledgedAt: string | null;
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: {
                            self: string;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeOrcidEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrcidGroups: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrcidGroup"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeOrcidGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Left out: a group of that name is looked for first, and then made under an id of ours */
                    groupId?: string;
                    name: string;
                    description: string;
                    /** @enum {unknown} */
                    type: "publisher" | "institution" | "journal" | "conference" | "newspaper" | "newsletter" | "magazine" | "peer-review service";
                    /**
                     * @description The registry; left out: the most real one that the organisation has credentials for
                     * @enum {unknown}
                     */
                    environment?: "production" | "sandbox" | "stand-in";
                };
            };
        };
        responses: {
            /** @description A group of peer reviews that the registry has */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groupId: string;
                        name: string;
                        description: string | null;
                        type: string;
                        putCode: number;
                    };
                };
            };
            /** @description A group of peer reviews that the registry has */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groupId: string;
                        name: string;
                        description: string | null;
                        type: string;
                        putCode: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrcidBatches: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrcidBatch"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadOrcidBatch: {
        parameters: {
            query: {
                /** @description ORCID’s section, singular */
                kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                /** @description Say what would happen, and write no entry */
                dryRun?: boolean;
                /** @description The registry; left out: the most real one that the organisation has credentials for */
                environment?: "production" | "sandbox" | "stand-in";
                /** @description What the file is called, for people */
                fileName?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "application/x-ndjson": string;
                "application/json": {
                    [key: string]: unknown;
                }[];
            };
        };
        responses: {
            /** @description An upload of entries */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description ORCID’s section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        /**
                         * @description The registry; left out: the most real one that the organisation has credentials for
                         * @enum {unknown}
                         */
                        environment: "production" | "sandbox" | "stand-in";
                        /** @enum {unknown} */
                        format: "csv" | "ndjson" | "json";
                        dryRun: boolean;
                        /**
                         * @description waiting, running, cancelling; then done, cancelled or failed
                         * @enum {unknown}
                         */
                        state: "waiting" | "running" | "cancelling" | "done" | "cancelled" | "failed";
                        detail: string | null;
                        fileName: string | null;
                        bytes: number;
                        counts: {
                            total: number;
                            /** @description Rows settled so far: ok, refused or skipped */
                            done: number;
                            /** @description Rows whose entries were created, changed, or the same already */
                            ok: number;
                            refused: number;
                            skipped: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        links: {
                            self: string;
                            result: string | null;
                            apply: string | null;
                            cancel: string | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidBatchTemplate: {
        parameters: {
            query?: {
                /** @description With a row that shows what cells look like */
                example?: boolean;
            };
            header?: never;
            path: {
                slug: string;
                file: "work.csv" | "employment.csv" | "education.csv" | "qualification.csv" | "distinction.csv" | "invited-position.csv" | "membership.csv" | "service.csv" | "funding.csv" | "peer-review.csv" | "research-resource.csv" | "researcher-url.csv" | "other-name.csv" | "keyword.csv" | "external-identifier.csv" | "address.csv";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An upload of entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description ORCID’s section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        /**
                         * @description The registry; left out: the most real one that the organisation has credentials for
                         * @enum {unknown}
                         */
                        environment: "production" | "sandbox" | "stand-in";
                        /** @enum {unknown} */
                        format: "csv" | "ndjson" | "json";
                        dryRun: boolean;
                        /**
                         * @description waiting, running, cancelling; then done, cancelled or failed
                         * @enum {unknown}
                         */
                        state: "waiting" | "running" | "cancelling" | "done" | "cancelled" | "failed";
                        detail: string | null;
                        fileName: string | null;
                        bytes: number;
                        counts: {
                            total: number;
                            /** @description Rows settled so far: ok, refused or skipped */
                            done: number;
                            /** @description Rows whose entries were created, changed, or the same already */
                            ok: number;
                            refused: number;
                            skipped: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        links: {
                            self: string;
                            result: string | null;
                            apply: string | null;
                            cancel: string | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidBatchResult: {
        parameters: {
            query?: {
                /** @description Default: csv */
                format?: "csv" | "json";
            };
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    applyOrcidBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An upload of entries */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description ORCID’s section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        /**
                         * @description The registry; left out: the most real one that the organisation has credentials for
                         * @enum {unknown}
                         */
                        environment: "production" | "sandbox" | "stand-in";
                        /** @enum {unknown} */
                        format: "csv" | "ndjson" | "json";
                        dryRun: boolean;
                        /**
                         * @description waiting, running, cancelling; then done, cancelled or failed
                         * @enum {unknown}
                         */
                        state: "waiting" | "running" | "cancelling" | "done" | "cancelled" | "failed";
                        detail: string | null;
                        fileName: string | null;
                        bytes: number;
                        counts: {
                            total: number;
                            /** @description Rows settled so far: ok, refused or skipped */
                            done: number;
                            /** @description Rows whose entries were created, changed, or the same already */
                            ok: number;
                            refused: number;
                            skipped: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        links: {
                            self: string;
                            result: string | null;
                            apply: string | null;
                            cancel: string | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOrcidBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An upload of entries */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /**
                         * @description ORCID’s section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        /**
                         * @description The registry; left out: the most real one that the organisation has credentials for
                         * @enum {unknown}
                         */
                        environment: "production" | "sandbox" | "stand-in";
                        /** @enum {unknown} */
                        format: "csv" | "ndjson" | "json";
                        dryRun: boolean;
                        /**
                         * @description waiting, running, cancelling; then done, cancelled or failed
                         * @enum {unknown}
                         */
                        state: "waiting" | "running" | "cancelling" | "done" | "cancelled" | "failed";
                        detail: string | null;
                        fileName: string | null;
                        bytes: number;
                        counts: {
                            total: number;
                            /** @description Rows settled so far: ok, refused or skipped */
                            done: number;
                            /** @description Rows whose entries were created, changed, or the same already */
                            ok: number;
                            refused: number;
                            skipped: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        links: {
                            self: string;
                            result: string | null;
                            apply: string | null;
                            cancel: string | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeposits: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description due: ORCID does not have it as wanted yet; asking: the person has to say yes; held: it waits for what reason names */
                state?: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                /** @description ORCID's section, singular */
                kind?: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                /** @description An iD, bare or as an address */
                orcid?: string;
                /** @description An item, or one version of a work */
                item?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Deposit"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDeposit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description ORCID's section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        thing: {
                            /** @enum {unknown} */
                            type: "item" | "work" | "entry";
                            /** Format: uuid */
                            id: string;
                        };
                        title: string;
                        /** @description Whose record, the bare iD */
                        orcid: string;
                        personName: string | null;
                        /**
                         * @description due: ORCID does not have it as wanted yet; asking: the person has to say yes; held: it waits for what reason names
                         * @enum {unknown}
                         */
                        state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                        reason: string | null;
                        detail: string | null;
                        /** @description What was refused, at the field that it concerns */
                        problems: {
                            pointer: string;
                            detail: string;
                        }[];
                        putCode: number | null;
                        groupId: string | null;
                        attempts: number;
                        nextAttemptAt: string | null;
                        acknowledgedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        wanted: unknown | null;
                        acknowledged: unknown | null;
                        /** @description Oldest first, the last 200 */
                        history: {
                            /** Format: date-time */
                            at: string;
                            action: string;
                            by: {
                                kind: string;
                                name: string | null;
                                orcid: string | null;
                            };
                            state: string | null;
                            detail: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryDeposit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One thing of ours on one ORCID record: what it should hold against what ORCID acknowledged */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description ORCID's section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        thing: {
                            /** @enum {unknown} */
                            type: "item" | "work" | "entry";
                            /** Format: uuid */
                            id: string;
                        };
                        title: string;
                        /** @description Whose record, the bare iD */
                        orcid: string;
                        personName: string | null;
                        /**
                         * @description due: ORCID does not have it as wanted yet; asking: the person has to say yes; held: it waits for what reason names
                         * @enum {unknown}
                         */
                        state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                        reason: string | null;
                        detail: string | null;
                        /** @description What was refused, at the field that it concerns */
                        problems: {
                            pointer: string;
                            detail: string;
                        }[];
                        putCode: number | null;
                        groupId: string | null;
                        attempts: number;
                        nextAttemptAt: string | null;
                        acknowledgedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnDeposits: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description due: ORCID does not have it as wanted yet; asking: the person has to say yes; held: it waits for what reason names */
                state?: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Deposit"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOwnDeposit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description ORCID's section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        thing: {
                            /** @enum {unknown} */
                            type: "item" | "work" | "entry";
                            /** Format: uuid */
                            id: string;
                        };
                        title: string;
                        /** @description Whose record, the bare iD */
                        orcid: string;
                        personName: string | null;
                        /**
                         * @description due: ORCID does not have it as wanted yet; asking: the person has to say yes; held: it waits for what reason names
                         * @enum {unknown}
                         */
                        state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                        reason: string | null;
                        detail: string | null;
                        /** @description What was refused, at the field that it concerns */
                        problems: {
                            pointer: string;
                            detail: string;
                        }[];
                        putCode: number | null;
                        groupId: string | null;
                        attempts: number;
                        nextAttemptAt: string | null;
                        acknowledgedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        wanted: unknown | null;
                        acknowledged: unknown | null;
                        /** @description Oldest first, the last 200 */
                        history: {
                            /** Format: date-time */
                            at: string;
                            action: string;
                            by: {
                                kind: string;
                                name: string | null;
                                orcid: string | null;
                            };
                            state: string | null;
                            detail: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOwnDeposit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description approve or decline what is asked; offer-again: write what was taken off, or declined; remove: take it off */
                action: "approve" | "decline" | "offer-again" | "remove";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One thing of ours on one ORCID record: what it should hold against what ORCID acknowledged */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description ORCID's section, singular
                         * @enum {unknown}
                         */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        thing: {
                            /** @enum {unknown} */
                            type: "item" | "work" | "entry";
                            /** Format: uuid */
                            id: string;
                        };
                        title: string;
                        /** @description Whose record, the bare iD */
                        orcid: string;
                        personName: string | null;
                        /**
                         * @description due: ORCID does not have it as wanted yet; asking: the person has to say yes; held: it waits for what reason names
                         * @enum {unknown}
                         */
                        state: "due" | "asking" | "held" | "acknowledged" | "refused" | "deleted-by-user" | "removed";
                        reason: string | null;
                        detail: string | null;
                        /** @description What was refused, at the field that it concerns */
                        problems: {
                            pointer: string;
                            detail: string;
                        }[];
                        putCode: number | null;
                        groupId: string | null;
                        attempts: number;
                        nextAttemptAt: string | null;
                        acknowledgedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOwnOrcidProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What your ORCID record says, as far as you let it be read */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Your iD */
                        orcid: string;
                        /**
                         * Format: uuid
                         * @description Which of your connections it was read by
                         */
                        connectionId: string;
                        readAt: string | null;
                        givenNames: string | null;
                        familyName: string | null;
                        creditName: string | null;
                        otherNames: string[];
                        /** @description Those that go on before those that ended */
                        affiliations: {
                            /** @enum {unknown} */
                            kind: "employment" | "education" | "qualification" | "invited-position" | "distinction" | "membership" | "service";
                            organisation: string;
                            ror: string | null;
                            department: string | null;
                            role: string | null;
                            startDate: string | null;
                            endDate: string | null;
                        }[];
                        /** @description A thousand at most */
                        works: {
                            title: string;
                            type: string | null;
                            date: string | null;
                            identifiers: {
                                type: string;
                                value: string;
                            }[];
                            url: string | null;
                        }[];
                        keywords: string[];
                        researcherUrls: {
                            name: string | null;
                            url: string;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkOwnOrcidRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is read within seconds, at the rate that ORCID allows */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnOrcidDifferences: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description settled: it is no difference any more */
                state?: "open" | "accepted" | "ignored" | "settled";
                /** @description changed-there: what we wrote says something else by now; not-there: it is held here and not on the record; not-here: others put it on the record */
                sort?: "changed-there" | "not-there" | "not-here";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrcidDifference"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideOwnOrcidDifference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description What is ignored comes back only when one of the two sides changes */
                action: "accept" | "ignore";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Of changed-there, when accepted: ours is written again (default); or theirs, and the entry follows the record
                     * @enum {unknown}
                     */
                    take?: "ours" | "theirs";
                } | null;
            };
        };
        responses: {
            /** @description What a record and this service say otherwise, or only one of the two */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description changed-there: what we wrote says something else by now; not-there: it is held here and not on the record; not-here: others put it on the record
                         * @enum {unknown}
                         */
                        sort: "changed-there" | "not-there" | "not-here";
                        /** @enum {unknown} */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        title: string;
                        /** @description What differs, in a sentence */
                        detail: string;
                        orcid: string;
                        personName: string | null;
                        /** Format: uuid */
                        connectionId: string;
                        /**
                         * @description settled: it is no difference any more
                         * @enum {unknown}
                         */
                        state: "open" | "accepted" | "ignored" | "settled";
                        depositId: string | null;
                        putCode: number | null;
                        source: string | null;
                        itemId: string | null;
                        here: {
                            name: string;
                            text: string;
                        }[] | null;
                        there: {
                            name: string;
                            text: string;
                        }[] | null;
                        decidedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrcidDifferences: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description settled: it is no difference any more */
                state?: "open" | "accepted" | "ignored" | "settled";
                /** @description changed-there: what we wrote says something else by now; not-there: it is held here and not on the record; not-here: others put it on the record */
                sort?: "changed-there" | "not-there" | "not-here";
                /** @description An iD, bare or as an address */
                orcid?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrcidDifference"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideOrcidDifference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
                /** @description What is ignored comes back only when one of the two sides changes */
                action: "accept" | "ignore";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Of changed-there, when accepted: ours is written again (default); or theirs, and the entry follows the record
                     * @enum {unknown}
                     */
                    take?: "ours" | "theirs";
                } | null;
            };
        };
        responses: {
            /** @description What a record and this service say otherwise, or only one of the two */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description changed-there: what we wrote says something else by now; not-there: it is held here and not on the record; not-here: others put it on the record
                         * @enum {unknown}
                         */
                        sort: "changed-there" | "not-there" | "not-here";
                        /** @enum {unknown} */
                        kind: "work" | "employment" | "education" | "qualification" | "distinction" | "invited-position" | "membership" | "service" | "funding" | "peer-review" | "research-resource" | "researcher-url" | "other-name" | "keyword" | "external-identifier" | "address";
                        title: string;
                        /** @description What differs, in a sentence */
                        detail: string;
                        orcid: string;
                        personName: string | null;
                        /** Format: uuid */
                        connectionId: string;
                        /**
                         * @description settled: it is no difference any more
                         * @enum {unknown}
                         */
                        state: "open" | "accepted" | "ignored" | "settled";
                        depositId: string | null;
                        putCode: number | null;
                        source: string | null;
                        itemId: string | null;
                        here: {
                            name: string;
                            text: string;
                        }[] | null;
                        there: {
                            name: string;
                            text: string;
                        }[] | null;
                        decidedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrcidInteractions: {
        parameters: {
            query?: {
                /** @description Calls about this iD */
                orcid?: string;
                /** @description Calls about this item, work or entry */
                thing?: string;
                method?: "GET" | "POST" | "PUT" | "DELETE";
                /** @description First digit of the status; `none`: no answer came */
                status?: "2" | "3" | "4" | "5" | "none";
                /** @description A day or a time, inclusive */
                from?: string;
                /** @description A day or a time, exclusive */
                until?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: date-time */
                            at: string;
                            orcid: string | null;
                            thing: {
                                type: string;
                                id: string;
                            } | null;
                            method: string;
                            url: string;
                            status: number | null;
                            error: string | null;
                            durationMs: number;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidInteraction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One call to ORCID and its answer, without what is secret in either */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** Format: date-time */
                        at: string;
                        orcid: string | null;
                        thing: {
                            type: string;
                            id: string;
                        } | null;
                        method: string;
                        url: string;
                        status: number | null;
                        error: string | null;
                        durationMs: number;
                        request: {
                            headers: {
                                [key: string]: string;
                            };
                            body: string | null;
                        };
                        response: {
                            headers: {
                                [key: string]: string;
                            };
                            body: string | null;
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bundleOrcidInteractions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Calls about this iD */
                    orcid?: string;
                    /** @description Calls about this item, work or entry */
                    thing?: string;
                    /** @enum {unknown} */
                    method?: "GET" | "POST" | "PUT" | "DELETE";
                    /**
                     * @description First digit of the status; `none`: no answer came
                     * @enum {unknown}
                     */
                    status?: "2" | "3" | "4" | "5" | "none";
                    /** @description A day or a time, inclusive */
                    from?: string;
                    /** @description A day or a time, exclusive */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description JSON Lines (`application/x-ndjson`) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidLogSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keptDays: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setOrcidLogSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keptDays: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keptDays: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportOrcidConnections: {
        parameters: {
            query?: {
                /** @description Default: json */
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON or CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importOrcidConnections: {
        parameters: {
            query?: {
                /** @description Say what would become of each, and change nothing */
                trial?: boolean;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    format: "mintmark-orcid-connections/1";
                    connections: {
                        orcid: string;
                        former_orcids?: string[];
                        name?: string | null;
                        environment: string;
                        client_id: string;
                        grants: {
                            access_token?: string;
                            refresh_token?: string | null;
                            token_type?: string;
                            scope: string;
                            /** Format: date-time */
                            issued_at: string;
                            expires_in?: number | null;
                            expires_at?: string | null;
                            revoked_at?: string | null;
                        }[];
                        put_codes?: {
                            section: string;
                            put_code: number;
                            local_id?: string | null;
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        trial: boolean;
                        items: {
                            orcid: string;
                            /** @enum {unknown} */
                            outcome: "imported" | "exists" | "conflict" | "refused";
                            detail: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importEncryptedOrcidConnections: {
        parameters: {
            query?: {
                /** @description Say what would become of each, and change nothing */
                trial?: boolean;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The encrypted file in base64, or in the letters that age writes with -a */
                    file: string;
                    /** @description Used once and kept nowhere */
                    passphrase?: string;
                    /** @description Instead: the private key, AGE-SECRET-KEY-1…; used once and kept nowhere */
                    identity?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        trial: boolean;
                        items: {
                            orcid: string;
                            /** @enum {unknown} */
                            outcome: "imported" | "exists" | "conflict" | "refused";
                            detail: string | null;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrcidErasures: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            connection: string | null;
                            removesItems: boolean;
                            reason: string;
                            /** @enum {unknown} */
                            state: "removing" | "revoking" | "done";
                            detail: string | null;
                            attempts: number;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    connection?: string;
                    person?: string;
                    removesItems: boolean;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        connection: string | null;
                        removesItems: boolean;
                        reason: string;
                        /** @enum {unknown} */
                        state: "removing" | "revoking" | "done";
                        detail: string | null;
                        attempts: number;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finishErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        connection: string | null;
                        removesItems: boolean;
                        reason: string;
                        /** @enum {unknown} */
                        state: "removing" | "revoking" | "done";
                        detail: string | null;
                        attempts: number;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrcidDossier: {
        parameters: {
            query?: {
                /** @description Default: json */
                format?: "json" | "markdown";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dossier; as Markdown with `format=markdown` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setOrcidDossierSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    developer: string | null;
                    demonstration: string | null;
                    technical: string | null;
                    administrative: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        developer: string | null;
                        demonstration: string | null;
                        technical: string | null;
                        administrative: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMetadataTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            title: string;
                            description: string;
                            /** @description The version of DataCite’s schema that it follows */
                            kernel: string;
                            /** @description Whether new folders are described by it */
                            current: boolean;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMetadataTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        title: string;
                        description: string;
                        /** @description The version of DataCite’s schema that it follows */
                        kernel: string;
                        /** @description Whether new folders are described by it */
                        current: boolean;
                        attributes: {
                            /** @description The name of the attribute */
                            name: string;
                            label: string;
                            help: string;
                            /** @enum {unknown} */
                            type: "line" | "text" | "number" | "boolean" | "address" | "language" | "date" | "choice" | "group";
                            /** @description Whether the template asks for it; below another attribute: where that one is given */
                            required: boolean;
                            repeatable: boolean;
                            /** @description The closed list of a choice; of other types what is proposed */
                            values: string[];
                            /** @description What forms fill in beforehand */
                            default: string | null;
                            /** @enum {unknown} */
                            filledBy: "requester" | "curator" | "service";
                            /** @description Attributes of the attribute, in the same form */
                            attributes: {
                                [key: string]: unknown;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFolderMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description DataCite metadata (kernel 4.7) as JSON; with problems, what could be read */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description What speaks against a request for an identifier */
                        problems: {
                            /** @description Its place: `creator[2]/nameIdentifier` is that of the second creator */
                            attribute: string;
                            detail: string;
                        }[];
                        /** @description What the template asks for beyond DataCite */
                        missing: {
                            /** @description Its place: `creator[2]/nameIdentifier` is that of the second creator */
                            attribute: string;
                            detail: string;
                        }[];
                        /** @description What the template holds and DataCite has no place for */
                        extras: {
                            analysisTools: string[];
                            conditions: string[];
                            compressed: boolean | null;
                            deprecated: boolean | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFolderMetadata: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description DataCite metadata (kernel 4.7) as JSON; the year of publication is left to the service */
                    metadata: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description DataCite metadata (kernel 4.7) as JSON; with problems, what could be read */
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** @description What speaks against a request for an identifier */
                        problems: {
                            /** @description Its place: `creator[2]/nameIdentifier` is that of the second creator */
                            attribute: string;
                            detail: string;
                        }[];
                        /** @description What the template asks for beyond DataCite */
                        missing: {
                            /** @description Its place: `creator[2]/nameIdentifier` is that of the second creator */
                            attribute: string;
                            detail: string;
                        }[];
                        /** @description What the template holds and DataCite has no place for */
                        extras: {
                            analysisTools: string[];
                            conditions: string[];
                            compressed: boolean | null;
                            deprecated: boolean | null;
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description Those that you made; those of your organisations */
                of?: "own" | "curated";
                state?: ("staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn") | ("staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn")[];
                type?: "DOI" | "ARK";
                /** @description Its short name */
                organisation?: string;
                /** @description An ORCID iD, or `me` */
                assignee?: string;
                unassigned?: boolean;
                /** @description An ORCID iD, or `me` */
                requester?: string;
                folder?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PermanentIdRequest"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRequest: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    folder: string;
                    /** @description DOI or ARK */
                    type: string;
                    comment?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkRequest: {
        parameters: {
            query: {
                folder: string;
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        folder: string;
                        type: string;
                        problems: {
                            /** @enum {unknown} */
                            check: "owned" | "a-folder" | "not-an-area" | "not-empty" | "not-in-a-request" | "name-not-staged" | "name-not-published" | "no-identifier" | "metadata" | "type-known" | "not-requested";
                            attribute: string | null;
                            detail: string;
                            /** @description CyVerse’s error code */
                            code: string;
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestStatusCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestStatusCode"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string | null;
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string | null;
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveAndPublishRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string | null;
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string | null;
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string | null;
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string | null;
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assignee: string | null;
                    comment?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    returnRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string | null;
                    /** @description What is to be changed, item by item */
                    changes?: {
                        text: string;
                        anchor?: ({
                            attribute: string;
                        } | {
                            file: string;
                        }) | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resubmitRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string | null;
                    answers?: {
                        /** Format: uuid */
                        change: string;
                        /** @enum {unknown} */
                        state: "done" | "declined";
                        answer?: string | null;
                    }[];
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rejectRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setRequestStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    status?: string;
                    comment?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestMoves: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        moves: ("stage" | "assign" | "reassign" | "unassign" | "return" | "resubmit" | "reopen" | "approve" | "publish" | "complete" | "fail" | "retry" | "reject" | "withdraw" | "finish-rejecting" | "finish-withdrawing" | "describe" | "label" | "comment" | "answer" | "check")[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestCurators: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestCurator"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestChecks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestCheck"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runRequestChecks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestCheck"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setRequestCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    outcome: "open" | "passed" | "failed";
                    detail?: string | null;
                } | {
                    waivedReason: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {unknown} */
                        severity: "error" | "warning" | "suggestion";
                        /** @description Found out by the service; else a curator ticks it */
                        automatic: boolean;
                        /** @enum {unknown} */
                        outcome: "open" | "passed" | "failed";
                        detail: string | null;
                        waivedReason: string | null;
                        actor: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        } | null;
                        /** Format: date-time */
                        at: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diffRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        since: {
                            /** Format: date-time */
                            at: string;
                            /** @enum {unknown} */
                            purpose: "staged" | "reviewed";
                        } | null;
                        attributes: {
                            path: string;
                            before: string | null;
                            after: string | null;
                        }[];
                        files: {
                            added: {
                                count: number;
                                /** @description The first thousand */
                                first: {
                                    path: string;
                                    bytes: number;
                                    sha256: string;
                                }[];
                            };
                            removed: {
                                count: number;
                                /** @description The first thousand */
                                first: {
                                    path: string;
                                    bytes: number;
                                    sha256: string;
                                }[];
                            };
                            changed: {
                                count: number;
                                /** @description The first thousand */
                                first: {
                                    path: string;
                                    before: {
                                        path: string;
                                        bytes: number;
                                        sha256: string;
                                    };
                                    after: {
                                        path: string;
                                        bytes: number;
                                        sha256: string;
                                    };
                                }[];
                            };
                        };
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestSteps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestStep"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRequestHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestHistoryEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestComments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestComment"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addRequestComment: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    internal?: boolean;
                    replyTo?: string | null;
                    anchor?: ({
                        attribute: string;
                    } | {
                        file: string;
                    }) | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        replyTo: string | null;
                        body: string;
                        /** @description Among curators */
                        internal: boolean;
                        anchor: ({
                            attribute: string;
                        } | {
                            file: string;
                        }) | null;
                        actor: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestChanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestChange"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerRequestChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                change: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    state: "done" | "declined";
                    answer?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description Which return it came with, from 1 */
                        round: number;
                        text: string;
                        anchor: ({
                            attribute: string;
                        } | {
                            file: string;
                        }) | null;
                        /** @enum {unknown} */
                        state: "open" | "done" | "declined";
                        answer: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        answeredAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRequestSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requestsPerYear: number | null;
                        version: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putRequestSettings: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    requestsPerYear: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requestsPerYear: number | null;
                        version: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPublishedMetadata: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that you read */
                "if-match"?: string;
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each {"name", "value", "unit"?, "attributes"?} */
                    attributes: unknown[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        type: "DOI" | "ARK";
                        /** @enum {unknown} */
                        state: "staging" | "submitted" | "evaluation" | "pending" | "approved" | "publishing" | "published" | "failed" | "rejecting" | "withdrawing" | "rejected" | "withdrawn";
                        /** @description The status code that CyVerse’s clients see */
                        status: string;
                        failedIn: string | null;
                        /** @description Short name */
                        organisation: string;
                        requester: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        assignee: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        folder: {
                            id: string;
                            name: string;
                            path: string | null;
                            originalPath: string;
                        };
                        permanentId: string | null;
                        /** @description Counts changes; the ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: {
                            /** @enum {unknown} */
                            kind: "operator" | "person" | "organisation-key" | "service-account" | "service";
                            name: string | null;
                            orcid: string | null;
                        };
                        publishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFilesBelow: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FileBelow"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadFile: {
        parameters: {
            query?: {
                /** @description Name of the file; not for forms */
                name?: string;
                /** @description A file of this name gets the new bytes instead of a refusal */
                replaces?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "multipart/form-data": string;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DataNode"][];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceFileContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description A folder or file of the data store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description Id of the folder that the file goes into */
                        folder: string;
                        name: string;
                        /** @description In bytes; null: not said yet */
                        length: number | null;
                        /** @description Bytes that are stored */
                        offset: number;
                        /** @description Id of the file that it became; null: it is not finished */
                        file: string | null;
                        createdAt: string;
                        expiresAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    continueUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadFolder: {
        parameters: {
            query?: {
                /** @description Default: zip */
                format?: "zip" | "bag";
                /** @description A file or folder below the folder, with slashes */
                path?: string | string[];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unpackFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Id of the folder to unpack into; default: the one that the archive lies in */
                    folder?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        state: "waiting" | "running" | "done" | "failed";
                        /** @description Id of the archive */
                        file: string;
                        folder: string;
                        filesTotal: number | null;
                        filesDone: number;
                        /** @description Why nothing was unpacked */
                        problem: string | null;
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readUnpacking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        state: "waiting" | "running" | "done" | "failed";
                        /** @description Id of the archive */
                        file: string;
                        folder: string;
                        filesTotal: number | null;
                        filesDone: number;
                        /** @description Why nothing was unpacked */
                        problem: string | null;
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findFolder: {
        parameters: {
            query: {
                path: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A folder or file of the data store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    parent?: string;
                    /** @description The path of the parent, instead of its id */
                    path?: string;
                    /** @description At most 255 bytes of UTF-8 */
                    name: string;
                };
            };
        };
        responses: {
            /** @description A folder or file of the data store */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHomes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DataNode"][];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFolderChildren: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: "folder" | "file";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DataNode"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A folder or file of the data store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    parent?: string;
                    /** @description At most 255 bytes of UTF-8 */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description A folder or file of the data store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFolderEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DataEvent"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    copyFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    parent: string;
                    /** @description At most 255 bytes of UTF-8 */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description A folder or file of the data store */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    parent?: string;
                    /** @description At most 255 bytes of UTF-8 */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description A folder or file of the data store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFolderPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        inherits: boolean;
                        permissions: {
                            principal: {
                                /** @enum {unknown} */
                                kind: "person" | "group" | "anonymous";
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @enum {unknown} */
                            level: "read" | "write" | "own";
                        }[];
                        inherited: {
                            principal: {
                                /** @enum {unknown} */
                                kind: "person" | "group" | "anonymous";
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @enum {unknown} */
                            level: "read" | "write" | "own";
                            /** @description Where it is granted */
                            path: string;
                        }[];
                        sealed: {
                            path: string;
                            permissions: {
                                principal: {
                                    /** @enum {unknown} */
                                    kind: "person" | "group" | "anonymous";
                                    name: string | null;
                                    orcid: string | null;
                                };
                                /** @enum {unknown} */
                                level: "read" | "write" | "own";
                            }[];
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFolderPermissions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether what is granted above counts here, too */
                    inherits: boolean;
                    permissions: {
                        principal: {
                            /** @enum {string} */
                            kind: "person";
                            orcid: string;
                        } | {
                            /** @enum {string} */
                            kind: "group";
                            /** @description Also “members” and “curators” */
                            name: string;
                        } | {
                            /** @enum {string} */
                            kind: "anonymous";
                        };
                        /** @enum {unknown} */
                        level: "read" | "write" | "own";
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        inherits: boolean;
                        permissions: {
                            principal: {
                                /** @enum {unknown} */
                                kind: "person" | "group" | "anonymous";
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @enum {unknown} */
                            level: "read" | "write" | "own";
                        }[];
                        inherited: {
                            principal: {
                                /** @enum {unknown} */
                                kind: "person" | "group" | "anonymous";
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @enum {unknown} */
                            level: "read" | "write" | "own";
                            /** @description Where it is granted */
                            path: string;
                        }[];
                        sealed: {
                            path: string;
                            permissions: {
                                principal: {
                                    /** @enum {unknown} */
                                    kind: "person" | "group" | "anonymous";
                                    name: string | null;
                                    orcid: string | null;
                                };
                                /** @enum {unknown} */
                                level: "read" | "write" | "own";
                            }[];
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFolderAttributes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attributes: {
                            name: string;
                            value: string;
                            unit: string;
                            id: string;
                            /** @description Attributes of its own, of the same form */
                            attributes: unknown[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFolderAttributes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each {"name", "value", "unit"?, "attributes"?} */
                    attributes: unknown[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attributes: {
                            name: string;
                            value: string;
                            unit: string;
                            id: string;
                            /** @description Attributes of its own, of the same form */
                            attributes: unknown[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A folder or file of the data store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    parent?: string;
                    /** @description At most 255 bytes of UTF-8 */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description A folder or file of the data store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFileEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DataEvent"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    copyFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    parent: string;
                    /** @description At most 255 bytes of UTF-8 */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description A folder or file of the data store */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    parent?: string;
                    /** @description At most 255 bytes of UTF-8 */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description A folder or file of the data store */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "folder" | "file";
                        name: string;
                        /** @description From the root of its organisation */
                        path: string;
                        parent: string | null;
                        /** @description Short name */
                        organisation: string;
                        area: ("root" | "homes" | "home" | "staging" | "curated") | null;
                        owner: {
                            name: string | null;
                            orcid: string;
                        } | null;
                        bytes: number | null;
                        sha256: string | null;
                        mediaType: string | null;
                        problem: string | null;
                        seal: ("open" | "content" | "all") | null;
                        request: string | null;
                        /** @enum {unknown} */
                        permission: "read" | "write" | "own";
                        rights: {
                            write: boolean;
                            writeAttributes: boolean;
                            remove: boolean;
                            share: boolean;
                        };
                        /** @description What its name may cause elsewhere */
                        warnings: string[];
                        /** @description The ETag */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        modifiedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFilePermissions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        inherits: boolean;
                        permissions: {
                            principal: {
                                /** @enum {unknown} */
                                kind: "person" | "group" | "anonymous";
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @enum {unknown} */
                            level: "read" | "write" | "own";
                        }[];
                        inherited: {
                            principal: {
                                /** @enum {unknown} */
                                kind: "person" | "group" | "anonymous";
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @enum {unknown} */
                            level: "read" | "write" | "own";
                            /** @description Where it is granted */
                            path: string;
                        }[];
                        sealed: {
                            path: string;
                            permissions: {
                                principal: {
                                    /** @enum {unknown} */
                                    kind: "person" | "group" | "anonymous";
                                    name: string | null;
                                    orcid: string | null;
                                };
                                /** @enum {unknown} */
                                level: "read" | "write" | "own";
                            }[];
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFilePermissions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether what is granted above counts here, too */
                    inherits: boolean;
                    permissions: {
                        principal: {
                            /** @enum {string} */
                            kind: "person";
                            orcid: string;
                        } | {
                            /** @enum {string} */
                            kind: "group";
                            /** @description Also “members” and “curators” */
                            name: string;
                        } | {
                            /** @enum {string} */
                            kind: "anonymous";
                        };
                        /** @enum {unknown} */
                        level: "read" | "write" | "own";
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        inherits: boolean;
                        permissions: {
                            principal: {
                                /** @enum {unknown} */
                                kind: "person" | "group" | "anonymous";
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @enum {unknown} */
                            level: "read" | "write" | "own";
                        }[];
                        inherited: {
                            principal: {
                                /** @enum {unknown} */
                                kind: "person" | "group" | "anonymous";
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @enum {unknown} */
                            level: "read" | "write" | "own";
                            /** @description Where it is granted */
                            path: string;
                        }[];
                        sealed: {
                            path: string;
                            permissions: {
                                principal: {
                                    /** @enum {unknown} */
                                    kind: "person" | "group" | "anonymous";
                                    name: string | null;
                                    orcid: string | null;
                                };
                                /** @enum {unknown} */
                                level: "read" | "write" | "own";
                            }[];
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFileAttributes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attributes: {
                            name: string;
                            value: string;
                            unit: string;
                            id: string;
                            /** @description Attributes of its own, of the same form */
                            attributes: unknown[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFileAttributes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each {"name", "value", "unit"?, "attributes"?} */
                    attributes: unknown[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attributes: {
                            name: string;
                            value: string;
                            unit: string;
                            id: string;
                            /** @description Attributes of its own, of the same form */
                            attributes: unknown[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTrash: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TrashedNode"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    purge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDataUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Short name */
                            organisation: string;
                            own: {
                                bytes: number;
                                files: number;
                                limitBytes: number | null;
                            };
                            all: {
                                bytes: number;
                                files: number;
                                limitBytes: number | null;
                            };
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDataQuota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organisationBytes: number | null;
                        personBytes: number | null;
                        used: {
                            bytes: number;
                            files: number;
                        };
                        version: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putDataQuota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    organisationBytes: number | null;
                    personBytes: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organisationBytes: number | null;
                        personBytes: number | null;
                        used: {
                            bytes: number;
                            files: number;
                        };
                        version: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchemes: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Scheme"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readScheme: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        namespace: string;
                        title: string;
                        /**
                         * @description How it resolves: by GS1’s standard, by UNTP’s specification, or freely
                         * @enum {unknown}
                         */
                        profile: "gs1" | "untp" | "open";
                        /** @description Who registered it */
                        organisation: string;
                        /** @description Whether every organisation may register links under it */
                        shared: boolean;
                        /** @description What identifies something by itself (type I) */
                        identifiers: {
                            ai: string;
                            shortcode: string;
                            label: string;
                        }[];
                        /** @description Base address of its link types, and where they are described */
                        linkTypes: {
                            uri: string;
                            profile: string;
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description Its copy in object storage; blocked: something else stands there */
                        mirror: {
                            key: string;
                            /** @enum {unknown} */
                            state: "equal" | "pending" | "blocked";
                            problem: string | null;
                        };
                        document: components["schemas"]["SchemeDocument"];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putScheme: {
        parameters: {
            query?: {
                /** @description Short name of the organisation that a new one will belong to; needed when you manage several */
                organisation?: string;
                /** @description Whether every organisation may register links under it */
                shared?: boolean;
            };
            header?: {
                /** @description ETag of the version that you change; needed once there is one */
                "if-match"?: string;
            };
            path: {
                namespace: string;
            };
            cookie?: never;
        };
        /** @description The namespace document, as `document` of an answer shows it; `id`, `namespace`, `namespaceURI`, `namespaceProfile` and each `ai` may be left out */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        namespace: string;
                        title: string;
                        /**
                         * @description How it resolves: by GS1’s standard, by UNTP’s specification, or freely
                         * @enum {unknown}
                         */
                        profile: "gs1" | "untp" | "open";
                        /** @description Who registered it */
                        organisation: string;
                        /** @description Whether every organisation may register links under it */
                        shared: boolean;
                        /** @description What identifies something by itself (type I) */
                        identifiers: {
                            ai: string;
                            shortcode: string;
                            label: string;
                        }[];
                        /** @description Base address of its link types, and where they are described */
                        linkTypes: {
                            uri: string;
                            profile: string;
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description Its copy in object storage; blocked: something else stands there */
                        mirror: {
                            key: string;
                            /** @enum {unknown} */
                            state: "equal" | "pending" | "blocked";
                            problem: string | null;
                        };
                        document: components["schemas"]["SchemeDocument"];
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        namespace: string;
                        title: string;
                        /**
                         * @description How it resolves: by GS1’s standard, by UNTP’s specification, or freely
                         * @enum {unknown}
                         */
                        profile: "gs1" | "untp" | "open";
                        /** @description Who registered it */
                        organisation: string;
                        /** @description Whether every organisation may register links under it */
                        shared: boolean;
                        /** @description What identifies something by itself (type I) */
                        identifiers: {
                            ai: string;
                            shortcode: string;
                            label: string;
                        }[];
                        /** @description Base address of its link types, and where they are described */
                        linkTypes: {
                            uri: string;
                            profile: string;
                        };
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        /** @description Its copy in object storage; blocked: something else stands there */
                        mirror: {
                            key: string;
                            /** @enum {unknown} */
                            state: "equal" | "pending" | "blocked";
                            problem: string | null;
                        };
                        document: components["schemas"]["SchemeDocument"];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteScheme: {
        parameters: {
            query?: {
                /** @description With all links under it */
                cascade?: boolean;
            };
            header?: {
                /** @description The ETag of the version that you have read */
                "if-match"?: string;
            };
            path: {
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchemeHistory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            action: string;
                            /** Format: date-time */
                            at: string;
                            actor: {
                                kind: string;
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @description What was, of what changed */
                            before: unknown;
                            /** @description What is since */
                            after: unknown;
                            reason: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkIdentifier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                namespace: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Such as 01/09506000134352/10/ABC */
                    path: string;
                } | {
                    /** @description ai or shortcode */
                    ai: string;
                    value: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        elements: {
                            ai: string;
                            shortcode: string;
                            label: string;
                            /** @enum {unknown} */
                            type: "I" | "Q" | "D";
                            /** @description As it was sent, percent-decoded */
                            given: string;
                            /** @description In canonical form */
                            value: string;
                        }[];
                        anchor: string | null;
                        url: string | null;
                        /** @description Itself and every level above it */
                        levels: string[];
                        problem: {
                            code: string;
                            detail: string;
                            /** @description 0-based; of the path */
                            segment: number;
                            /** @description 0-based; in that segment */
                            position: number;
                        } | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importSchemes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only these; default: all */
                    namespaces?: string[];
                    /** @description Short name of the organisation that a new one will belong to; needed when you manage several */
                    organisation?: string;
                    /** @description Only tell what would be done */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description In object storage */
                            key: string;
                            namespace: string | null;
                            /** @enum {unknown} */
                            outcome: "created" | "changed" | "unchanged" | "written" | "deleted" | "refused" | "failed";
                            detail: string | null;
                            errors: {
                                pointer: string;
                                detail: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportSchemes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description In object storage */
                            key: string;
                            namespace: string | null;
                            /** @enum {unknown} */
                            outcome: "created" | "changed" | "unchanged" | "written" | "deleted" | "refused" | "failed";
                            detail: string | null;
                            errors: {
                                pointer: string;
                                detail: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVocabularies: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Vocabulary"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readVocabulary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                prefix: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        prefix: string;
                        /** @description What a key is appended to for the address of its link type */
                        uri: string;
                        /** @description Other addresses that mean the same */
                        aliases: string[];
                        title: string;
                        /** @description Who registered it */
                        organisation: string;
                        linkTypes: {
                            [key: string]: {
                                title: string;
                                description: string;
                            };
                        };
                        /** @description Link types that GS1 or IANA may have already */
                        warnings: {
                            pointer: string;
                            detail: string;
                        }[];
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putVocabulary: {
        parameters: {
            query?: {
                /** @description Short name of the organisation that a new one will belong to; needed when you manage several */
                organisation?: string;
            };
            header?: {
                /** @description ETag of the version that you change; needed once there is one */
                "if-match"?: string;
            };
            path: {
                prefix: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description An absolute address that ends with / or # */
                    uri: string;
                    title: string;
                    /** @description By key, such as {"careGuide": {"title": "Care guide"}} */
                    linkTypes: {
                        [key: string]: {
                            title: string;
                            /** @default  */
                            description?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        prefix: string;
                        /** @description What a key is appended to for the address of its link type */
                        uri: string;
                        /** @description Other addresses that mean the same */
                        aliases: string[];
                        title: string;
                        /** @description Who registered it */
                        organisation: string;
                        linkTypes: {
                            [key: string]: {
                                title: string;
                                description: string;
                            };
                        };
                        /** @description Link types that GS1 or IANA may have already */
                        warnings: {
                            pointer: string;
                            detail: string;
                        }[];
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        prefix: string;
                        /** @description What a key is appended to for the address of its link type */
                        uri: string;
                        /** @description Other addresses that mean the same */
                        aliases: string[];
                        title: string;
                        /** @description Who registered it */
                        organisation: string;
                        linkTypes: {
                            [key: string]: {
                                title: string;
                                description: string;
                            };
                        };
                        /** @description Link types that GS1 or IANA may have already */
                        warnings: {
                            pointer: string;
                            detail: string;
                        }[];
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteVocabulary: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that you change; needed once there is one */
                "if-match"?: string;
            };
            path: {
                prefix: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVocabularyHistory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                prefix: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            action: string;
                            /** Format: date-time */
                            at: string;
                            actor: {
                                kind: string;
                                name: string | null;
                                orcid: string | null;
                            };
                            /** @description What was, of what changed */
                            before: unknown;
                            /** @description What is since */
                            after: unknown;
                            reason: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerLinks: {
        parameters: {
            query?: never;
            header?: {
                /** @description A fresh random value for each new request; kept for 24 hours */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Namespace, then names and percent-encoded values: gs1/gtin/09506000134352/lot/ABC */
                    anchor: string;
                    /** @description Its short name; needed when you act for several */
                    organisation?: string;
                    description?: string;
                    /** @description False: registered, but nothing resolves for now */
                    active?: boolean;
                    links: {
                        /** @description prefix:key of a vocabulary, an address, or a relation that IANA registers */
                        linkType: string;
                        /** @description An http(s) address, or a template (RFC 6570) with the names of the identifier’s parts */
                        target: string;
                        title: string;
                        /** @description By BCP 47 tag */
                        titles?: {
                            [key: string]: string;
                        };
                        /** @description Media types; the first is the main one */
                        types?: string[];
                        /** @description BCP 47 tags */
                        hreflang?: string[];
                        context?: string;
                        /** @description Default: as it is, or the first link */
                        isDefault?: boolean;
                        /** @description Default: as it is, or the first link of its link type */
                        isDefaultContext?: boolean;
                        /** @description Default: as it is, or the first link of its link type and context */
                        isDefaultType?: boolean;
                        passQuery?: boolean | null;
                        /** @description untp:accessRole#Customer and its like, or names of your own */
                        accessRoles?: string[];
                        encryptionMethod?: ("none" | "AES-128" | "AES-256") | null;
                        /** @description How the target is asked, such as POST or X-API-Key */
                        method?: string[];
                        /** @description Further relations */
                        rel?: string[];
                        public?: boolean | null;
                        validFrom?: string | null;
                        validUntil?: string | null;
                        /** @description Default: true */
                        active?: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical text, such as gs1/01/09506000134352/10/ABC */
                        anchor: string;
                        namespace: string;
                        organisation: string;
                        /** @description Where it resolves */
                        resolverUri: string;
                        description: string;
                        /** @enum {unknown} */
                        state: "active" | "inactive" | "withdrawn";
                        reason: string | null;
                        withdrawnAt: string | null;
                        successor: string | null;
                        /** @description Counts changes of it and of its links */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: components["schemas"]["AnchorLink"][];
                        /** @description Whether the identifier had no links before */
                        created: boolean;
                        /** @description What became of each link of the request, in their order */
                        outcomes: {
                            id: string;
                            /** @enum {unknown} */
                            outcome: "added" | "changed" | "unchanged";
                        }[];
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical text, such as gs1/01/09506000134352/10/ABC */
                        anchor: string;
                        namespace: string;
                        organisation: string;
                        /** @description Where it resolves */
                        resolverUri: string;
                        description: string;
                        /** @enum {unknown} */
                        state: "active" | "inactive" | "withdrawn";
                        reason: string | null;
                        withdrawnAt: string | null;
                        successor: string | null;
                        /** @description Counts changes of it and of its links */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: components["schemas"]["AnchorLink"][];
                        /** @description Whether the identifier had no links before */
                        created: boolean;
                        /** @description What became of each link of the request, in their order */
                        outcomes: {
                            id: string;
                            /** @enum {unknown} */
                            outcome: "added" | "changed" | "unchanged";
                        }[];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What it is a link of */
                        anchor: string;
                        id: string;
                        /** @description prefix:key where its vocabulary is known here, or the relation */
                        linkType: string;
                        /** @description Address of the link type, or a relation that IANA registers */
                        relation: string;
                        /** @description An address or an RFC 6570 template of one */
                        target: string;
                        title: string;
                        /** @description By BCP 47 tag */
                        titles: {
                            [key: string]: string;
                        };
                        /** @description Media types; the first is the main one */
                        types: string[];
                        /** @description BCP 47 tags */
                        hreflang: string[];
                        /** @description Where or for whom it holds; empty: everywhere */
                        context: string;
                        /** @description What is given when nothing is asked for */
                        isDefault: boolean;
                        /** @description The one among those of its link type */
                        isDefaultContext: boolean;
                        /** @description The one among those of its link type and context */
                        isDefaultType: boolean;
                        passQuery: boolean | null;
                        /** @description Who may see it; empty: everyone */
                        accessRoles: string[];
                        encryptionMethod: ("none" | "AES-128" | "AES-256") | null;
                        /** @description How the target is asked, such as POST or X-API-Key */
                        method: string[];
                        /** @description Further relations */
                        rel: string[];
                        public: boolean | null;
                        validFrom: string | null;
                        validUntil: string | null;
                        /** @description False: not shown; its identity stays reserved */
                        active: boolean;
                        /** @description Earlier targets, newest first */
                        predecessors: {
                            href: string;
                            title: string;
                            type: string | null;
                        }[];
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteLink: {
        parameters: {
            query?: {
                /** @description Deletes it for good */
                hard?: boolean;
            };
            header?: {
                /** @description The ETag of the version that you have read */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description prefix:key of a vocabulary, an address, or a relation that IANA registers */
                    linkType?: string;
                    /** @description An http(s) address, or a template (RFC 6570) with the names of the identifier’s parts */
                    target?: string;
                    title?: string;
                    /** @description By BCP 47 tag */
                    titles?: {
                        [key: string]: string;
                    };
                    /** @description Media types; the first is the main one */
                    types?: string[];
                    /** @description BCP 47 tags */
                    hreflang?: string[];
                    context?: string;
                    /** @description Default: as it is, or the first link */
                    isDefault?: boolean;
                    /** @description Default: as it is, or the first link of its link type */
                    isDefaultContext?: boolean;
                    /** @description Default: as it is, or the first link of its link type and context */
                    isDefaultType?: boolean;
                    passQuery?: boolean | null;
                    /** @description untp:accessRole#Customer and its like, or names of your own */
                    accessRoles?: string[];
                    encryptionMethod?: ("none" | "AES-128" | "AES-256") | null;
                    /** @description How the target is asked, such as POST or X-API-Key */
                    method?: string[];
                    /** @description Further relations */
                    rel?: string[];
                    public?: boolean | null;
                    validFrom?: string | null;
                    validUntil?: string | null;
                    /** @description Default: true */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What it is a link of */
                        anchor: string;
                        id: string;
                        /** @description prefix:key where its vocabulary is known here, or the relation */
                        linkType: string;
                        /** @description Address of the link type, or a relation that IANA registers */
                        relation: string;
                        /** @description An address or an RFC 6570 template of one */
                        target: string;
                        title: string;
                        /** @description By BCP 47 tag */
                        titles: {
                            [key: string]: string;
                        };
                        /** @description Media types; the first is the main one */
                        types: string[];
                        /** @description BCP 47 tags */
                        hreflang: string[];
                        /** @description Where or for whom it holds; empty: everywhere */
                        context: string;
                        /** @description What is given when nothing is asked for */
                        isDefault: boolean;
                        /** @description The one among those of its link type */
                        isDefaultContext: boolean;
                        /** @description The one among those of its link type and context */
                        isDefaultType: boolean;
                        passQuery: boolean | null;
                        /** @description Who may see it; empty: everyone */
                        accessRoles: string[];
                        encryptionMethod: ("none" | "AES-128" | "AES-256") | null;
                        /** @description How the target is asked, such as POST or X-API-Key */
                        method: string[];
                        /** @description Further relations */
                        rel: string[];
                        public: boolean | null;
                        validFrom: string | null;
                        validUntil: string | null;
                        /** @description False: not shown; its identity stays reserved */
                        active: boolean;
                        /** @description Earlier targets, newest first */
                        predecessors: {
                            href: string;
                            title: string;
                            type: string | null;
                        }[];
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAnchors: {
        parameters: {
            query?: {
                namespace?: string;
                /** @description What the canonical text begins with */
                prefix?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AnchorEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAnchor: {
        parameters: {
            query?: {
                /** @description An instant (RFC 3339): the identifier as it was then */
                at?: string;
                linkType?: string;
                /** @description Media type */
                type?: string;
                hreflang?: string;
            };
            header?: never;
            path: {
                /** @description Percent-encoded whole */
                anchor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical text, such as gs1/01/09506000134352/10/ABC */
                        anchor: string;
                        namespace: string;
                        organisation: string;
                        /** @description Where it resolves */
                        resolverUri: string;
                        description: string;
                        /** @enum {unknown} */
                        state: "active" | "inactive" | "withdrawn";
                        reason: string | null;
                        withdrawnAt: string | null;
                        successor: string | null;
                        /** @description Counts changes of it and of its links */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: components["schemas"]["AnchorLink"][];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawAnchor: {
        parameters: {
            query: {
                /** @description Shown where it led before */
                reason: string;
            };
            header?: {
                /** @description The ETag of the version that you have read */
                "if-match"?: string;
            };
            path: {
                /** @description Percent-encoded whole */
                anchor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical text, such as gs1/01/09506000134352/10/ABC */
                        anchor: string;
                        namespace: string;
                        organisation: string;
                        /** @description Where it resolves */
                        resolverUri: string;
                        description: string;
                        /** @enum {unknown} */
                        state: "active" | "inactive" | "withdrawn";
                        reason: string | null;
                        withdrawnAt: string | null;
                        successor: string | null;
                        /** @description Counts changes of it and of its links */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: components["schemas"]["AnchorLink"][];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAnchor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you are changing; needed */
                "if-match"?: string;
            };
            path: {
                /** @description Percent-encoded whole */
                anchor: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    /** @description True brings a withdrawn identifier back, too */
                    active?: boolean;
                    successor?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Canonical text, such as gs1/01/09506000134352/10/ABC */
                        anchor: string;
                        namespace: string;
                        organisation: string;
                        /** @description Where it resolves */
                        resolverUri: string;
                        description: string;
                        /** @enum {unknown} */
                        state: "active" | "inactive" | "withdrawn";
                        reason: string | null;
                        withdrawnAt: string | null;
                        successor: string | null;
                        /** @description Counts changes of it and of its links */
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        links: components["schemas"]["AnchorLink"][];
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAnchorEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Percent-encoded whole */
                anchor: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AnchorEvent"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHandlers: {
        parameters: {
            query?: {
                namespace?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Handler"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readHandler: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description gs1/01/^0950600, or gs1/^9506000 for a GS1 Company Prefix whatever the key; percent-encoded whole */
                range: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        range: string;
                        namespace: string;
                        ai: string | null;
                        beginning: string;
                        target: string;
                        title: string;
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putHandler: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you have read */
                "if-match"?: string;
            };
            path: {
                /** @description gs1/01/^0950600, or gs1/^9506000 for a GS1 Company Prefix whatever the key; percent-encoded whole */
                range: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Base address of the other resolver; the canonical path is appended */
                    target: string;
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        range: string;
                        namespace: string;
                        ai: string | null;
                        beginning: string;
                        target: string;
                        title: string;
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        range: string;
                        namespace: string;
                        ai: string | null;
                        beginning: string;
                        target: string;
                        title: string;
                        version: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteHandler: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you have read */
                "if-match"?: string;
            };
            path: {
                /** @description gs1/01/^0950600, or gs1/^9506000 for a GS1 Company Prefix whatever the key; percent-encoded whole */
                range: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreScheme: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you have read */
                "if-match"?: string;
            };
            path: {
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        namespace: string;
                        version: number;
                        /** @description Identifiers that came back with it */
                        anchors: number;
                        links: number;
                    };
                };
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerLinksInBulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/jsonl": string;
                "application/x-ndjson": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
