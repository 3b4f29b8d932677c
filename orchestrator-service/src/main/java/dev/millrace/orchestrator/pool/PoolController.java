package dev.millrace.orchestrator.pool;

import dev.millrace.contracts.orchestrator.Pool;
import dev.millrace.contracts.orchestrator.PoolApi;
import dev.millrace.contracts.orchestrator.PoolRequest;
import dev.millrace.kit.web.CurrentPrincipal;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PoolController implements PoolApi {

    private final Pools pools;

    PoolController(Pools pools) {
        this.pools = pools;
    }

    @Override
    public List<Pool> pools() {
        return pools.list();
    }

    @Override
    public Pool pool(String name) {
        return pools.find(name);
    }

    @Override
    public Pool put(String name, PoolRequest request) {
        pools.put(name, request.slots(), CurrentPrincipal.name());
        return pools.find(name);
    }

    @Override
    public void delete(String name) {
        pools.delete(name);
    }
}
