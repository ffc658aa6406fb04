# The program `parley` with its scenarios, from Debian's packages alone: for machines whose C library is older than a
# wheel asks for. `docker build -t parley .`, then `docker run --rm -v "$PWD:/work" parley run mine.yaml`.
FROM debian:bookworm-slim AS build
WORKDIR /src
COPY .ci/setup .ci/packages.txt .ci/
RUN apt-get update && apt-get install -y --no-install-recommends $(.ci/setup first_look --dry-run)
COPY . .
RUN cmake --preset release --log-level=WARNING -D PARLEY_TESTS=OFF -D PARLEY_BENCHMARKS=OFF \
    && cmake --build --preset release --target parley \
    && strip build/release/parley

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libfmt9 libhdf5-103-1 libhdf5-hl-100 libyaml-cpp0.7 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/build/release/parley /usr/local/bin/
COPY --from=build /src/scenarios /usr/local/share/parley/scenarios
WORKDIR /work
ENTRYPOINT ["parley"]
