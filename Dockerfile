# syntax=docker/dockerfile:1
# Build: compile with all dependencies, then keep only those of production.
FROM node:22-bookworm-slim AS build
WORKDIR /app
ENV DINGDIAN_SKIP_PREPARE=1
COPY package.json package-lock.json ./
COPY scripts/prepare.mjs scripts/build.mjs scripts/
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY bin bin
COPY migrations migrations
COPY sql sql
COPY policies policies
COPY geodata geodata
COPY web web
COPY api api
RUN npm run build \
 && npm prune --omit=dev --no-audit --no-fund \
 # The archive that makes a first start without DATABASE_URL quick.
 && node bin/dingdian.mjs prepare

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data XDG_CACHE_HOME=/data/cache
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/migrations migrations
COPY --from=build /app/sql sql
COPY --from=build /app/policies policies
COPY --from=build /app/geodata geodata
COPY --from=build /app/web web
COPY --from=build /app/bin bin
COPY --from=build /app/dist dist
# The program's files belong to root; its user may write only the data folder (and the cache, unless mounted read-only).
COPY --from=build --chown=node:node /app/.cache .cache
RUN install -d -o node -g node -m 0750 /data
USER node
VOLUME /data
EXPOSE 8080
# The first start migrates and loads the demo city before it listens.
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "bin/dingdian.mjs"]
CMD ["serve"]
