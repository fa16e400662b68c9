// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Services (AVSs) with an operator set each, and the operators that secure them: Renzo's and three
/// of their own.

#include <aquifer/autopilot/desk.hpp>
#include <aquifer/autopilot/settings.hpp>

namespace aq::autopilot {

/// The id of every service's one set.
inline constexpr std::uint32_t kSetId = 1;

class Services {
public:
    Services(Desk& desk, const Settings& settings);

    /// The services, their sets, and the operators.
    void set_up();
    /// Operators join all sets, each with an equal part of its magnitude.
    void join();
    /// Weekly pay, and what chance brings. Each service has its own day of the week.
    void serve(std::uint64_t beat);

    struct Service {
        Avs settings;
        Address at;
        /// The last week it paid in, and the last it may have slashed in. After a restart that is
        /// the present one: it has had its day, or there was nothing to pay for.
        std::uint64_t paid_week = 0;
        std::uint64_t judged_week = 0;
    };
    [[nodiscard]] const std::vector<Service>& services() const { return services_; }
    /// Those of no protocol, whom users may choose.
    [[nodiscard]] const std::vector<Address>& independent() const { return independent_; }
    [[nodiscard]] const std::vector<Address>& operators() const { return operators_; }
    /// What the sets are about, in the order that contracts ask for.
    [[nodiscard]] const std::vector<Address>& strategies() const { return strategies_; }
    /// Shares of an operator in these strategies: each counts for one ether.
    [[nodiscard]] u256 stake_of(const Address& operator_at) const;

private:
    void pay(Service& service);
    void judge(Service& service, std::uint64_t week);
    /// What slashing took is burned.
    void burn(const Service& service);

    Desk& desk_;
    std::uint64_t seed_ = 0;
    std::vector<Service> services_;
    std::vector<Address> independent_;
    /// Renzo's, then the independent ones.
    std::vector<Address> operators_;
    std::vector<Address> strategies_;
};

}  // namespace aq::autopilot
