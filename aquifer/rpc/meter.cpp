// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/meter.hpp>

#include <fmt/format.h>

#include <iterator>

namespace aq::rpc {
namespace {

using Out = std::back_insert_iterator<std::string>;

void head(Out out, std::string_view name, std::string_view type, std::string_view help) {
    fmt::format_to(out, "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

void single(Out out, std::string_view name, std::string_view type, std::string_view help,
            const Meter::Count& count) {
    head(out, name, type, help);
    fmt::format_to(out, "{} {}\n", name, count.load(std::memory_order_relaxed));
}

}  // namespace

Meter::Meter(const Methods& methods) {
    for (const auto& method : methods.all()) {
        calls_.push_back(std::make_unique<Calls>());
        calls_.back()->name = method->name;
    }
}

void Meter::count_call(std::size_t method, std::chrono::nanoseconds took, bool failed) {
    Calls& calls = *calls_[method];
    const auto nanoseconds = static_cast<std::uint64_t>(took.count());
    std::size_t bucket = 0;
    while (bucket < kBounds.size() && nanoseconds > kBounds[bucket] * 1000) ++bucket;
    calls.buckets[bucket].fetch_add(1, std::memory_order_relaxed);
    calls.nanoseconds.fetch_add(nanoseconds, std::memory_order_relaxed);
    if (failed) calls.failed.fetch_add(1, std::memory_order_relaxed);
}

std::string Meter::to_text() const {
    std::string text;
    const Out out(text);
    head(out, "aquifer_rpc_call_seconds", "histogram", "Time from a call to its answer.");
    for (const auto& calls : calls_) {
        std::uint64_t sum = 0;
        for (const Count& bucket : calls->buckets) sum += bucket.load(std::memory_order_relaxed);
        if (sum == 0) continue;  // what nobody calls would be most of the text
        sum = 0;
        for (std::size_t i = 0; i < calls->buckets.size(); ++i) {
            sum += calls->buckets[i].load(std::memory_order_relaxed);
            const std::string bound = i < kBounds.size()
                                          ? fmt::format("{}", static_cast<double>(kBounds[i]) / 1e6)
                                          : "+Inf";
            fmt::format_to(out, "aquifer_rpc_call_seconds_bucket{{method=\"{}\",le=\"{}\"}} {}\n",
                           calls->name, bound, sum);
        }
        fmt::format_to(out, "aquifer_rpc_call_seconds_sum{{method=\"{}\"}} {}\n", calls->name,
                       static_cast<double>(calls->nanoseconds.load()) / 1e9);
        fmt::format_to(out, "aquifer_rpc_call_seconds_count{{method=\"{}\"}} {}\n", calls->name,
                       sum);
    }
    head(out, "aquifer_rpc_call_errors_total", "counter", "Calls that were answered by an error.");
    for (const auto& calls : calls_) {
        const std::uint64_t failed = calls->failed.load(std::memory_order_relaxed);
        if (failed == 0) continue;
        fmt::format_to(out, "aquifer_rpc_call_errors_total{{method=\"{}\"}} {}\n", calls->name,
                       failed);
    }
    single(out, "aquifer_rpc_refused_total", "counter", "Requests that never became a call.",
           refused);
    head(out, "aquifer_rpc_connections_total", "counter", "Connections that were opened.");
    fmt::format_to(out, "aquifer_rpc_connections_total{{protocol=\"http\"}} {}\n",
                   connections_http.load());
    fmt::format_to(out, "aquifer_rpc_connections_total{{protocol=\"websocket\"}} {}\n",
                   connections_websocket.load());
    single(out, "aquifer_rpc_connections_refused_total", "counter",
           "Connections that the limit turned away.", connections_refused);
    single(out, "aquifer_rpc_connections_dropped_total", "counter",
           "Connections closed because the client was too slow.", connections_dropped);
    single(out, "aquifer_rpc_open_connections", "gauge", "Connections open now.", open_connections);
    single(out, "aquifer_rpc_received_bytes_total", "counter", "Bytes read from clients.",
           bytes_in);
    single(out, "aquifer_rpc_sent_bytes_total", "counter", "Bytes written to clients.", bytes_out);
    single(out, "aquifer_rpc_exceptions_total", "counter", "Exceptions that reached an I/O thread.",
           exceptions);
    return text;
}

}  // namespace aq::rpc
