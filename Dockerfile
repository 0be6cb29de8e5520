# Opsbook as an image: the built program, its packages, and what shell steps need. Add the tools that your runbooks call.
FROM node:20-bookworm-slim AS build
WORKDIR /opsbook
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm ci --omit=dev

FROM node:20-bookworm-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends bash ca-certificates curl git openssh-client tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /var/lib/opsbook opsbook
WORKDIR /opsbook
COPY --from=build /opsbook/package.json /opsbook/manifest.yml /opsbook/LICENSE ./
COPY --from=build /opsbook/node_modules node_modules
COPY --from=build /opsbook/dist dist
RUN ln -s /opsbook/dist/main.js /usr/local/bin/opsbook && mkdir /runbooks && chown opsbook /var/lib/opsbook
USER opsbook
ENV NODE_ENV=production OPSBOOK_RUNBOOKS=/runbooks OPSBOOK_DATA=/var/lib/opsbook/data OPSBOOK_HTTP_HOST=0.0.0.0
EXPOSE 8080 3000
VOLUME /var/lib/opsbook
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["curl", "-fsS", "http://127.0.0.1:8080/healthz"]
# A shell step's children are its own; tini takes in those that nobody waits for.
ENTRYPOINT ["tini", "--", "opsbook"]
CMD ["start"]
